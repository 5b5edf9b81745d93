"""Packs of Baclofen for tests of carts."""

from catalog.models import Product
from tests.factories import a_dosage, a_medicine, a_pack


def pack_of(medicine, label, units):
    return Product.objects.get(parent=medicine, dosage__label=label, units=units)


def a_baclofen_pack(**values):
    """90 pills of Baclofen 10 mg for $68.00, alone on the shelf."""
    return a_pack(a_dosage(a_medicine("Baclofen")), 90, "68.00", **values)
