"""What the first migration of a shop makes of its market and of the medicines it has."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from catalog.demo.load import load_demo
from catalog.models import Product
from catalog.substances.models import Substance
from tests.catalog.test_constraints import check_deferred_constraints
from tests.factories import a_dosage, a_medicine, a_pack, a_substance

pytestmark = pytest.mark.django_db
MIGRATIONS = "catalog.substances.migrations"
PARACETAMOL = import_module(f"{MIGRATIONS}.0006_paracetamol_as_the_market_sells_it")
LINKS = import_module(f"{MIGRATIONS}.0007_medicines_contain_what_their_generic_names_list")


@pytest.fixture
def in_the_uk(settings):
    Substance.objects.filter(name="acetaminophen").delete()
    settings.SHOP_MARKET = "UK"
    PARACETAMOL.seed(apps, None)


def classes(medicine):
    packs = medicine.children.order_by("dosage__position", "units")
    return list(packs.values_list("units", "legal_class"))


def test_a_uk_shop_sells_paracetamol_as_the_law_says(in_the_uk):
    load_demo()
    check_deferred_constraints()

    medicine = Product.objects.medicines().get(slug="acetaminophen")
    [paracetamol] = medicine.substances.all()
    assert (paracetamol.name, paracetamol.max_units_per_sale) == ("paracetamol", 100)
    assert classes(medicine) == [
        (24, "P"), (50, "POM"), (100, "POM"),
        (16, ""), (24, "P"), (50, "POM"), (100, "POM"), (200, "POM"),
    ]  # fmt: skip


def test_a_us_shop_knows_no_such_sizes():
    assert not Substance.objects.exclude(
        general_sale_up_to=None, pharmacy_up_to=None, max_units_per_sale=None
    ).exists()
    assert Substance.objects.get(name="acetaminophen").other_names.startswith("paracetamol")


@pytest.mark.parametrize(
    ("medicine_class", "unit", "lifted"),
    [
        ("GSL", "tablet", [(16, ""), (24, "P"), (100, "POM"), (200, "CD")]),
        ("P", "tablet", [(16, ""), (24, ""), (100, "POM"), (200, "CD")]),
        ("POM", "tablet", [(16, ""), (24, ""), (100, "P"), (200, "CD")]),
        ("GSL", "bottle", [(16, ""), (24, ""), (100, "P"), (200, "CD")]),
    ],
)
def test_medicines_that_were_there_are_linked_and_their_packs_classed(
    in_the_uk, medicine_class, unit, lifted
):
    medicine = a_medicine(
        legal_class=medicine_class, unit=unit, generic_name="Acetaminophen and Caffeine Citrate"
    )
    dosage = a_dosage(medicine)
    for units, own in ((16, ""), (24, ""), (100, "P"), (200, "CD")):
        a_pack(dosage, units, legal_class=own)
    a_substance("ibuprofen")

    check_deferred_constraints()
    with connection.schema_editor(atomic=False) as editor:
        LINKS.link(apps, editor)
    check_deferred_constraints()

    assert [one.name for one in medicine.substances.all()] == ["caffeine", "paracetamol"]
    assert classes(medicine) == lifted
