"""The least a Django page costs: the shop's bytes from memory, no middleware, the same server."""

from pharmacy.management.commands.run_shop import web_server
from tests.bench.contestants.contestant import MEDICINE, Contestant, looking_at
from tests.bench.measures import Measure, Walk


class BareDjango(Contestant):
    name = "Bare Django view"
    same_bytes = True
    uses_database = False

    def prepare(self, shops_page: bytes) -> None:
        (self.folder / "page.html").write_bytes(shops_page)

    def command(self) -> list[str]:
        return web_server("tests.bench.contestants.bare_site:application", self.port)

    def environment(self) -> dict[str, str]:
        return {"BENCH_PAGE": str(self.folder / "page.html")}

    def walks(self) -> list[Walk]:
        return [looking_at(Measure.MEDICINE, MEDICINE)]
