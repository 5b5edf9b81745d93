"""What delivery costs, where, and what "from" means before anybody said where."""

from decimal import Decimal

import pytest

from checkout.shipping.delivery import cheapest, countries_served, delivery_price, methods_for
from checkout.shipping.models import DeliveryMethod
from tests.checkout.visitor import Reads
from tests.factories import Country

GOODS = Decimal("100.00")


def a_country(code, name, **values):
    defaults = {"printable_name": name, "name": name, "is_shipping_country": True}
    return Country.objects.create(iso_3166_1_a2=code, **(defaults | values))


@pytest.fixture
def us(db):
    return a_country("US", "United States")


@pytest.fixture
def canada(db):
    return a_country("CA", "Canada")


def a_method(name, price, *countries, **values):
    method = DeliveryMethod.objects.create(name=name, price=price, **values)
    method.countries.set(countries)
    return method


@pytest.mark.parametrize(
    ("free_from", "goods", "price"),
    [
        (None, "1000000.00", "4.95"),
        ("150.00", "149.99", "4.95"),
        ("150.00", "150.00", "0.00"),
        ("150.00", "150.01", "0.00"),
    ],
)
def test_a_threshold_makes_delivery_free(free_from, goods, price):
    threshold = free_from and Decimal(free_from)
    assert delivery_price(Decimal("4.95"), threshold, Decimal(goods)) == Decimal(price)


def test_each_country_has_its_methods_in_staffs_order(us, canada):
    a_method("Express", "12.95", us, position=2)
    a_method("Tracked", "4.95", us, canada, position=1, free_from="150.00")
    a_method("Pigeon", "1.00", us, canada, is_offered=False)

    assert [offer.name for offer in methods_for("US", GOODS)] == ["Tracked", "Express"]
    [tracked] = methods_for("CA", GOODS)
    assert (tracked.price, tracked.missing) == (Decimal("4.95"), Decimal("50.00"))
    [tracked] = methods_for("CA", Decimal("150.00"))
    assert (tracked.price, tracked.missing) == (Decimal("0.00"), None)


def test_a_country_that_is_delivered_to_no_more_has_none(us):
    a_method("Tracked", "4.95", us)
    Country.objects.update(is_shipping_country=False)
    assert methods_for("US", GOODS) == ()
    assert countries_served() == []
    assert cheapest(GOODS) is None


@pytest.mark.parametrize("country", ["", "XX", "us", "United States"])
def test_an_unknown_country_has_none(us, country):
    a_method("Tracked", "4.95", us)
    assert methods_for(country, GOODS) == ()


def test_countries_are_those_a_method_serves_each_once(us, canada):
    a_country("MX", "Mexico")
    a_method("Tracked", "4.95", us, canada)
    a_method("Express", "12.95", us, canada)
    assert countries_served() == [("CA", "Canada"), ("US", "United States")]
    Country.objects.filter(pk="US").update(display_order=1)
    assert countries_served() == [("US", "United States"), ("CA", "Canada")]


def test_from_is_the_least_of_all(us, canada):
    a_method("Tracked", "4.95", us, free_from="150.00")
    a_method("Overland", "9.95", canada, free_from="120.00")
    with Reads() as reads:
        least = cheapest(GOODS)
    assert (least.price, least.is_free, reads.number) == (Decimal("4.95"), False, 1)
    assert (least.nearest_free.name, least.nearest_free.missing) == ("Overland", Decimal("20.00"))


def test_delivery_is_free_only_where_it_is_free_to_every_country(us, canada):
    a_method("Tracked", "4.95", us, free_from="50.00")
    overland = a_method("Overland", "9.95", canada)
    assert (cheapest(GOODS).price, cheapest(GOODS).is_free) == (Decimal("0.00"), False)
    DeliveryMethod.objects.filter(pk=overland.pk).update(free_from="50.00")
    assert cheapest(GOODS).is_free


def test_a_method_without_countries_does_not_count(us):
    a_method("Drone", "0.00")
    a_method("Tracked", "4.95", us)
    assert cheapest(GOODS).price == Decimal("4.95")


def test_a_method_that_costs_nothing_has_nothing_to_reach(us):
    a_method("Pick-up", "0.00", us, free_from="150.00")
    assert methods_for("US", GOODS)[0].missing is None
    assert cheapest(GOODS).nearest_free is None
