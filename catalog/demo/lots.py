"""The lots of the demo's units: a few soon at their end, so that there is something to see."""

from collections.abc import Iterator
from datetime import date, timedelta

from catalog.lots.models import Lot
from catalog.models import Dosage


def demo_lots(dosage: Dosage, today: date) -> Iterator[Lot]:
    """A quarter of what is on hand expires within a year, the rest in one or two years."""
    first = dosage.units_on_hand // 4
    soon = today + timedelta(days=20 + 23 * dosage.pk % 300)
    later = today + timedelta(days=400 + 37 * dosage.pk % 330)
    for letter, units, expires_on in (
        ("A", first, soon),
        ("B", dosage.units_on_hand - first, later),
    ):
        if units:
            number = f"D{dosage.pk:04}{letter}"
            yield Lot(dosage=dosage, number=number, units=units, expires_on=expires_on)
