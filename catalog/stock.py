"""What orders and lots do to the pool of units of a dosage: one conditional UPDATE each.

A pool holds the units of its lots (`pool_is_the_sum_of_its_lots`). Where a lot goes that orders
have reserved, it holds those all the same and knows how many it is short of: nothing of it is free
to sell until goods come. Placing an order touches no lot.

What orders do takes `{dosage id: units above 0}` and goes in primary-key order, so that two orders
over the same dosages cannot wait for each other. The database has the last word
(`dosage_reserves_no_more_than_it_has`).
"""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F, IntegerField, Q
from django.db.models.expressions import Combinable
from django.db.models.functions import Greatest

from catalog.models import Dosage

RESERVED = F("units_reserved")
IN_LOTS = F("units_on_hand") - F("units_short")


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
        lambda units: _pool(IN_LOTS, RESERVED - units),
    )


def ship(units_by_dosage: Mapping[int, int]) -> None:
    """Take reserved units out of the pool for good, as they leave its lots (lots/actions.py).

    Raises NotEnoughUnits where fewer were reserved, or fewer are there.
    """
    _move(
        units_by_dosage,
        lambda units: Q(units_reserved__gte=units, units_on_hand__gte=F("units_short") + units),
        lambda units: _pool(IN_LOTS - units, RESERVED - units),
    )


def fill(dosage_id: int, units: int) -> None:
    """The lots of a dosage have so many units more now, below 0 fewer; no order loses its units.

    Raises NotEnoughUnits where they had not as many.
    """
    _move(
        {dosage_id: units},
        lambda units: Q(units_on_hand__gte=F("units_short") - units),
        lambda units: _pool(IN_LOTS + units, RESERVED),
    )


def _pool(in_lots: Combinable, reserved: Combinable) -> dict[str, Combinable]:
    number = IntegerField()
    return {
        "units_reserved": reserved,
        "units_on_hand": Greatest(in_lots, reserved, output_field=number),
        "units_short": Greatest(reserved - in_lots, 0, output_field=number),
    }


@transaction.atomic
def _move(units_by_dosage, condition, change) -> None:
    for dosage_id, units in sorted(units_by_dosage.items()):
        if not Dosage.objects.filter(condition(units), pk=dosage_id).update(**change(units)):
            raise NotEnoughUnits(dosage_id)
