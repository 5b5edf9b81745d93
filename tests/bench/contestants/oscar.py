"""Stock Oscar with our medicines, tuned: what the shop would be without all it does otherwise.

Its own apps, addresses and templates as released; oscar_settings.py says what is not. Its page of
a medicine names one price, so the one template that is changed adds the price of each pack. It has
no home page: there it shows the list.
"""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from catalog.demo.content import medicines
from tests.bench.contestants.contestant import Contestant, looking_at
from tests.bench.contestants.oscar_database import oscars_environment
from tests.bench.measures import Measure, Walk


class StockOscar(Contestant):
    name = "Stock Oscar, tuned"
    medicines = "/catalogue/"

    def __init__(self, folder: Path, workers: int) -> None:
        super().__init__(folder, workers)
        number = 1 + [medicine.slug for medicine in medicines()].index("baclofen")
        self.medicine = f"/catalogue/baclofen_{number}/"
        self._pages = {Measure.MEDICINE: self.medicine, Measure.MEDICINES: self.medicines}
        self._environment: dict[str, str] = {}

    @contextmanager
    def running(self) -> Iterator[None]:
        with oscars_environment() as self._environment, super().running():
            yield

    def command(self) -> list[str]:
        """Filled first, while the others open."""
        fill = [sys.executable, "-m", "tests.bench.contestants.oscar_fill"]
        return [*fill, *self.web_server("tests.bench.contestants.oscar_site:application")]

    def environment(self) -> dict[str, str]:
        return self._environment

    def walks(self) -> list[Walk]:
        return [looking_at(measure, path) for measure, path in self._pages.items()]

    def statements(self) -> Mapping[Measure, tuple[int, ...]]:
        return {measure: (self._statements_of(path),) for measure, path in self._pages.items()}

    def _statements_of(self, path: str) -> int:
        return int(self.page(f"/statements/?of={path}"))
