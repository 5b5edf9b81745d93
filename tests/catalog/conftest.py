"""A shop with lists to look at."""

import pytest

from tests.factories import a_category, a_dosage, a_medicine, a_pack, put_on_the_shelf


@pytest.fixture
def pain():
    """Four medicines, from $0.052 to $2.00 per unit, one of them sold out."""
    category = a_category("Pain")
    for name, form, legal_class, units, price in (
        ("aspirin", "Tablets", "GSL", 100, "10.00"),
        ("Zincol", "Capsules", "P", 500, "26.00"),
        ("Opiol", "Tablets", "POM", 10, "20.00"),
        ("Soldol", "Tablets", "POM", 10, "5.00"),
    ):
        medicine = a_medicine(name, form=form, legal_class=legal_class, category=category)
        a_pack(a_dosage(medicine), units, price)
    put_on_the_shelf(0, medicine.dosages)


@pytest.fixture
def shown(client):
    """The page at an address of a list."""

    def opened(address: str, **chosen):
        response = client.get(address, chosen)
        assert response.status_code == 200
        return response.context["page"]

    return opened
