"""Which packs may be sent instead of those that were ordered: no more, no dearer, no stricter."""

from decimal import Decimal

import pytest

from checkout.prescriptions.replacing import replacements, replacements_for
from tests.checkout.prescriptions.cases import baclofen_pack
from tests.checkout.shopping import a_placed_order
from tests.factories import a_dosage, a_pack

ORDERED, SMALL, TINY = 1, 2, 3


def keys(*packs, units=60, most="52.00"):
    found = replacements(packs, ordered_pack=ORDERED, most_units=units, most=Decimal(most))
    return [one.key for one in found]


def test_the_most_units_come_first_and_of_as_many_the_cheapest():
    packs = [(SMALL, 30, Decimal("26.00")), (TINY, 15, Decimal("12.00"))]
    assert keys(*packs) == [
        "3x4at12.00",
        "2x2at26.00",
        "3x3at12.00",
        "3x2at12.00",
        "2x1at26.00",
        "3x1at12.00",
    ]


def test_what_was_ordered_does_not_replace_itself():
    assert keys((ORDERED, 30, Decimal("10.00"))) == []


def test_no_more_units_are_sent_than_were_ordered():
    assert keys((SMALL, 61, Decimal("10.00"))) == []


def test_nothing_dearer_is_sent_than_was_ordered():
    assert keys((SMALL, 30, Decimal("26.01"))) == ["2x1at26.01"]


@pytest.mark.django_db
@pytest.mark.parametrize("pack", ["fits", "stricter", "another dosage", "off sale"])
def test_a_pack_on_sale_of_the_same_dosage_and_no_stricter_class_replaces(pack):
    ordered = baclofen_pack(legal_class="P")
    dosage = ordered.dosage
    values = {
        "stricter": {"legal_class": "POM"},
        "off sale": {"is_public": False},
    }.get(pack, {})
    if pack == "another dosage":
        dosage = a_dosage(ordered.parent, "25mg")
    a_pack(dosage, 30, "20.00", **values)
    line = a_placed_order({ordered: 1}).lines.get()
    found = [one.packs for one in replacements_for([line])[line.pk]]
    assert found == ([2, 1] if pack == "fits" else [])
