"""The shop under other web servers than the one it has, and with other numbers of threads."""

import sys
from pathlib import Path

from tests.bench.contestants.contestant import MEDICINE, Contestant, looking_at
from tests.bench.measures import Measure, Walk
from tests.outside.addresses import HOST

SHOP = "pharmacy.wsgi:application"
# Each a name and its options; every one has two processes, as there are two cores.
GRANIAN = ("--interface", "wsgi", "--respawn-failed-workers", "--log-level", "warning")
SERVERS: dict[str, tuple[str, ...]] = {
    "granian, 1 thread": ("granian", *GRANIAN, "--blocking-threads", "1"),
    "granian, 2 threads": ("granian", *GRANIAN, "--blocking-threads", "2"),
    "granian, 4 threads": ("granian", *GRANIAN, "--blocking-threads", "4"),
    "gunicorn, 1 thread": ("gunicorn", "--log-level", "warning", "--threads", "1"),
    "gunicorn, 2 threads": ("gunicorn", "--log-level", "warning", "--threads", "2"),
    "gunicorn, 4 threads": ("gunicorn", "--log-level", "warning", "--threads", "4"),
}
# In its words where a server listens, and how many processes it has.
PLACES = {
    "granian": ("--host", HOST, "--port", "{port}", "--workers", "{workers}"),
    "gunicorn": ("--bind", f"{HOST}:{{port}}", "--workers", "{workers}"),
}


class Served(Contestant):
    """`keeps`: whether finished pages are kept."""

    same_bytes = True

    def __init__(self, name: str, folder: Path, workers: int, *, keeps: bool) -> None:
        self.name, self._keeps = name, keeps
        place = folder / f"{name}, {keeps}"
        place.mkdir()
        super().__init__(place, workers)

    def command(self) -> list[str]:
        module, *options = SERVERS[self.name]
        where = [one.format(port=self.port, workers=self.workers) for one in PLACES[module]]
        return [sys.executable, "-m", module, *where, *options, SHOP]

    def environment(self) -> dict[str, str]:
        return {} if self._keeps else {"PAGES_MB": "0"}

    def walks(self) -> list[Walk]:
        return [looking_at(Measure.MEDICINE, MEDICINE)]
