"""The owner's page over a medicine that the demo brought."""

import pytest

from catalog.models import Product
from tests.catalog.importing.shop import imported, own, said
from tests.factories import baclofen

pytestmark = pytest.mark.django_db


def test_a_demo_medicine_becomes_the_owners_own():
    medicine = baclofen(is_demo=True)
    medicine.children.update(is_demo=True)

    report = imported(own("baclofen.txt"))

    assert not Product.objects.filter(is_demo=True).exists()
    assert "1: demo medicine: yes -> no." in said(report)
    assert not [line for line in said(report) if "$" in line], "the prices are the same"
