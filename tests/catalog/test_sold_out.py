"""What a page says where nothing can be bought today."""

import pytest

from tests.checkout.pages import text_of
from tests.factories import a_dosage, a_medicine, a_pack

pytestmark = pytest.mark.django_db


def test_a_sold_out_dosage_keeps_its_prices_to_compare_and_sells_none(client):
    medicine = a_medicine("Clotrimazole", legal_class="GSL")
    dosage = a_dosage(medicine, "1%", units_on_hand=0)
    a_pack(dosage, 1, "6.80")
    a_pack(dosage, 2, "12.20")
    address = medicine.get_absolute_url()
    page = text_of(client.get(address))
    assert "1% is sold out. Ask a pharmacist what to take instead." in page
    assert "$6.80" in page
    assert "$12.20" in page
    assert page.count("Sold out") == 3
    assert "Add to cart" not in page

    a_pack(a_dosage(medicine, "2%"), 1, "9.00")
    page = text_of(client.get(address))
    assert "1% is sold out. Other dosages are not a substitute: ask a pharmacist." in page
