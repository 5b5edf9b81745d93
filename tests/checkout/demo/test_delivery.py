"""The demo's ways of delivery come and go, and leave staff's alone."""

from decimal import Decimal

import pytest

from checkout.demo.delivery import load_demo_delivery, remove_demo_delivery
from checkout.shipping.delivery import countries_served, methods_for
from checkout.shipping.models import DeliveryMethod
from tests.factories import Country

pytestmark = pytest.mark.django_db


def test_the_demo_delivers_to_two_countries_in_two_ways():
    assert load_demo_delivery() == 2
    assert load_demo_delivery() == 0

    assert countries_served() == [("CA", "Canada"), ("US", "United States")]
    for country in ("US", "CA"):
        offers = methods_for(country, Decimal("68.00"))
        assert [(offer.name, offer.price) for offer in offers] == [
            ("Tracked", Decimal("4.95")),
            ("Express", Decimal("12.95")),
        ]
    assert methods_for("US", Decimal("150.00"))[0].price == 0


def test_removing_leaves_nothing_delivered():
    load_demo_delivery()
    assert remove_demo_delivery() == 2
    assert not DeliveryMethod.objects.exists()
    assert countries_served() == []


def test_what_staff_changed_or_made_stays():
    DeliveryMethod.objects.create(name="Express", price="20.00")
    assert load_demo_delivery() == 1
    DeliveryMethod.objects.filter(name="Tracked").update(price="5.95")
    assert remove_demo_delivery() == 0
    assert DeliveryMethod.objects.count() == 2


def test_a_country_staff_do_not_deliver_to_stays_so():
    Country.objects.create(iso_3166_1_a2="CA", printable_name="Canada", name="Canada")
    load_demo_delivery()
    assert countries_served() == [("US", "United States")]
