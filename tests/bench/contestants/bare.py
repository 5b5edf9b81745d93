"""The least a page costs: the shop's bytes from memory, by the same server, with less and less."""

from tests.bench.contestants.contestant import MEDICINE, Contestant, looking_at
from tests.bench.measures import Measure, Walk


class Bare(Contestant):
    """`site` is the module of the application."""

    site: str
    same_bytes = True
    uses_database = False

    def prepare(self, shops_page: bytes) -> None:
        (self.folder / "page.html").write_bytes(shops_page)

    def command(self) -> list[str]:
        return self.web_server(f"tests.bench.contestants.{self.site}:application")

    def environment(self) -> dict[str, str]:
        return {"BENCH_PAGE": str(self.folder / "page.html")}

    def walks(self) -> list[Walk]:
        return [looking_at(Measure.MEDICINE, MEDICINE)]


class BareDjangoThatReads(Bare):
    name = "Bare Django view, one read"
    site = "bare_reading_site"
    uses_database = True


class BareDjango(Bare):
    name = "Bare Django view"
    site = "bare_site"


class BareWsgi(Bare):
    name = "WSGI alone"
    site = "bare_wsgi"
