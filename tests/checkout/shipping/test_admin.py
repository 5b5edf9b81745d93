"""Staff say how orders reach people, and where."""

from decimal import Decimal

import pytest
from django.urls import reverse

from checkout.accounts.models import User
from checkout.shipping.models import DeliveryMethod
from tests.factories import Country

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    client.force_login(User.objects.create_superuser("owner@example.com", "secret"))
    return client


def a_country(code, name, **values):
    return Country.objects.create(iso_3166_1_a2=code, printable_name=name, name=name, **values)


def test_a_method_can_be_made_for_countries_we_deliver_to(staff):
    a_country("US", "United States", is_shipping_country=True)
    a_country("FR", "France")
    address = reverse("admin:shipping_deliverymethod_add")
    page = staff.get(address).content.decode()
    assert "United States" in page
    assert "France" not in page

    entered = {"name": "Tracked", "price": "4.95", "countries": "US", "position": "0"}
    assert staff.post(address, entered | {"is_offered": "on"}).status_code == 302
    method = DeliveryMethod.objects.get()
    assert (method.price, method.free_from) == (Decimal("4.95"), None)
    assert [country.pk for country in method.countries.all()] == ["US"]


@pytest.mark.parametrize("changed", [{"price": "-1"}, {"free_from": "0"}, {"price": "free"}])
def test_impossible_money_is_refused_at_its_field(staff, changed):
    a_country("US", "United States", is_shipping_country=True)
    entered = {"name": "Tracked", "price": "4.95", "countries": "US", "position": "0"}
    response = staff.post(reverse("admin:shipping_deliverymethod_add"), entered | changed)
    assert response.status_code == 200
    assert response.context["adminform"].form.errors
    assert not DeliveryMethod.objects.exists()


@pytest.mark.parametrize("what", ["shipping_deliverymethod", "address_country"])
def test_what_is_changed_in_the_list_can_be_saved_there(staff, what):
    us = a_country("US", "United States", is_shipping_country=True)
    DeliveryMethod.objects.create(name="Tracked", price="4.95").countries.add(us)
    page = staff.get(reverse(f"admin:{what}_changelist")).content.decode()
    assert '<input type="submit" name="_save"' in page


def test_the_list_says_where_a_method_goes_in_a_fixed_number_of_queries(
    staff, django_assert_max_num_queries
):
    us = a_country("US", "United States", is_shipping_country=True)
    for number in range(5):
        DeliveryMethod.objects.create(name=f"Way {number}", price="1.00").countries.add(us)
    with django_assert_max_num_queries(10):
        page = staff.get(reverse("admin:shipping_deliverymethod_changelist"))
    assert page.content.decode().count("United States") == 5


def test_a_country_can_be_delivered_to_but_never_deleted(staff):
    a_country("US", "United States")
    edit = reverse("admin:address_country_change", args=["US"])
    entered = {"printable_name": "United States", "name": "United States", "display_order": "0"}
    assert staff.post(edit, entered | {"is_shipping_country": "on"}).status_code == 302
    assert Country.objects.get().is_shipping_country
    assert staff.post(reverse("admin:address_country_delete", args=["US"])).status_code == 403
