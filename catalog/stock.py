"""What orders do to the pool of units of a dosage, beside actions.py: one conditional UPDATE each.

All functions take `{dosage id: units above 0}` and go in primary-key order, so that two orders over
the same dosages cannot wait for each other. The database has the last word
(`dosage_reserves_no_more_than_it_has`).
"""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F, Q

from catalog.models import Dosage


class NotEnoughUnits(Exception):
    """A dosage has fewer units than asked for; nothing was changed. Has `dosage_id`."""

    def __init__(self, dosage_id: int) -> None:
        super().__init__(f"Dosage {dosage_id} has fewer units than asked for.")
        self.dosage_id = dosage_id


def reserve(units_by_dosage: Mapping[int, int]) -> None:
    """Promise free units to an order. Raises NotEnoughUnits, then nothing is reserved."""
    _move(
        units_by_dosage,
        lambda units: Q(units_on_hand__gte=F("units_reserved") + units),
        lambda units: {"units_reserved": F("units_reserved") + units},
    )


def release(units_by_dosage: Mapping[int, int]) -> None:
    """Give an order's reserved units back. Raises NotEnoughUnits where fewer were reserved."""
    _move(
        units_by_dosage,
        lambda units: Q(units_reserved__gte=units),
        lambda units: {"units_reserved": F("units_reserved") - units},
    )


def ship(units_by_dosage: Mapping[int, int]) -> None:
    """Take reserved units out of the pool for good. Raises NotEnoughUnits like `release`."""
    _move(
        units_by_dosage,
        lambda units: Q(units_reserved__gte=units),
        lambda units: {
            "units_reserved": F("units_reserved") - units,
            "units_on_hand": F("units_on_hand") - units,
        },
    )


@transaction.atomic
def _move(units_by_dosage, condition, change) -> None:
    for dosage_id, units in sorted(units_by_dosage.items()):
        if not Dosage.objects.filter(condition(units), pk=dosage_id).update(**change(units)):
            raise NotEnoughUnits(dosage_id)
