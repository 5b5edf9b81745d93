"""An address that no link of the shop has is answered, and breaks no page."""

import pytest
from django.test import Client

from catalog.demo.staff import add_demo_staff
from checkout.accounts.models import User
from tests.factories import a_dosage, a_medicine, a_pack

pytestmark = pytest.mark.django_db

FOR_EVERYBODY = [
    "/?q=%00",
    "/medicines/?page=%00",
    "/medicines/baclofen/?dosage=%00",
    "/search/?q=%00",
    "/search/?%00=1",
    "/cart/?next=a%00b",
    "/orders/find/?number=%00",
    "/orders/R7KQ-2MXA/?key=%00",
    "/orders/R7KQ-2MXA/return/?session_id=%00",
    "/checkout/details/?then=%00",
    "/admin/login/?next=%00",
]
FOR_STAFF = [
    "/admin/order/order/?status=%00",
    "/admin/order/order/?status__exact=%00",
    "/admin/order/order/?q=%00",
    "/admin/order/order/attention/?page=%00",
    "/admin/order/order/recall/?lot=%00",
    "/admin/order/order/recall/?lot=a&page=%00",
    "/admin/order/order/recall/csv/?lot=%00",
    "/admin/payment/reconciliation/?span=%00",
    "/admin/payment/reconciliation/?span__exact=%00",
    "/admin/catalogue/medicine/?q=%00",
    "/admin/prices/scheduledprice/?state=%00",
    "/admin/prices/scheduledprice/add/?medicine=%00",
    "/admin/?%00",
]


@pytest.fixture
def visitor():
    """Sees what a shopper sees, where a test would see the error."""
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("address", FOR_EVERYBODY)
def test_no_public_page_breaks_for_a_nul_in_its_address(visitor, address):
    a_pack(a_dosage(a_medicine("Baclofen")))
    assert visitor.get(address).status_code < 500


@pytest.mark.parametrize("address", FOR_STAFF)
def test_a_page_for_staff_refuses_a_nul_in_its_address_and_says_so(visitor, address):
    add_demo_staff()
    visitor.force_login(User.objects.get(email="owner@example.com"))
    response = visitor.get(address)
    assert response.status_code == 400
    assert response.content == b"This address has a character that no text may have: %00.\n"
    assert visitor.get(address.replace("%00", "%2500")).status_code < 400
