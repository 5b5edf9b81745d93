"""The shop that keeps no finished page: what it costs to make one, prices read anew each time."""

from collections.abc import Mapping

from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings

from tests.bench.contestants.contestant import MEDICINE, MEDICINES, Contestant, looking_at
from tests.bench.contestants.looks import looks
from tests.bench.inside import statements_of_walks
from tests.bench.measures import Measure, Walk


class Forgetful(Contestant):
    name = "This shop, nothing kept"
    same_bytes = True
    medicines = MEDICINES

    def command(self) -> list[str]:
        return self.web_server("pharmacy.wsgi:application")

    def environment(self) -> dict[str, str]:
        return {"PAGES_MB": "0"}

    def walks(self) -> list[Walk]:
        return looks()

    def statements(self) -> Mapping[Measure, tuple[int, ...]]:
        with override_settings(PAGES_MB=0):
            application = WSGIHandler()
        return statements_of_walks(self.walks, application, self.origin)


class Blank(Forgetful):
    """Neither a page nor a part of one: what a medicine nobody has looked at yet costs."""

    name = "This shop, no part kept either"

    def environment(self) -> dict[str, str]:
        return super().environment() | {"PARTS_MB": "0"}

    def walks(self) -> list[Walk]:
        return [looking_at(Measure.MEDICINE, MEDICINE)]

    def statements(self) -> Mapping[Measure, tuple[int, ...]]:
        return {}
