"""What the first migration of a shop makes of its market."""

from importlib import import_module

import pytest
from django.apps import apps

from catalog.demo.load import load_demo
from catalog.models import Product
from catalog.substances.models import Substance
from tests.catalog.test_constraints import check_deferred_constraints

pytestmark = pytest.mark.django_db
MIGRATIONS = "catalog.substances.migrations"
PARACETAMOL = import_module(f"{MIGRATIONS}.0006_paracetamol_as_its_market_sells_it")


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
