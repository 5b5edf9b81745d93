"""What a demo invented leaves a medicine that the owner's page takes over: units and leaflets."""

from collections.abc import Iterator

from django.db.models import Q, Sum

from catalog.leaflets.models import Leaflet
from catalog.lots.actions import correct
from catalog.lots.models import BEFORE_LOTS
from catalog.models import Dosage, Product

# The reason of the movements that brought invented units.
DEMO_STOCK = "Demo stock"
DEMO_STOCK_OUT = "Demo stock taken out"


def take_out_demo_stock(medicine: Product) -> Iterator[tuple[Dosage, int]]:
    """Take the units the demo invented out of stock: the owner must not sell what nobody received.

    Each dosage with the units taken. What orders have reserved stays until it is given back, and
    what staff received on top.
    """
    for dosage in medicine.dosages.select_for_update(no_key=True).order_by("pk"):
        demos = dosage.movements.filter(reason__in=[DEMO_STOCK, DEMO_STOCK_OUT])
        invented = demos.aggregate(units=Sum("units", default=0))["units"]
        units = min(invented, dosage.units_free)
        if taken := _take_out(dosage, units):
            yield dosage, taken


def take_out_demo_leaflets(medicine: Product) -> int:
    """Delete the leaflets of a medicine that was the demo's: they are not its maker's. How many."""
    return int(Leaflet.objects.filter(dosage__medicine=medicine, is_demo=True).delete()[0])


def _take_out(dosage: Dosage, units: int) -> int:
    """Of the demo's own lots, or of what was there before there were lots. How many were taken.

    Fewer lie there where some were sold or withdrawn: those are not made up for out of others.
    """
    left = units
    of_the_demo = Q(movements__reason=DEMO_STOCK) | Q(number=BEFORE_LOTS)
    lots = dosage.lots.in_the_pool().filter(of_the_demo, units__gt=0).distinct()
    for lot in lots.order_by("pk"):
        taken = min(lot.units, left)
        if taken > 0:
            correct(lot, -taken, reason=DEMO_STOCK_OUT, by=None)
            left -= taken
    return units - left
