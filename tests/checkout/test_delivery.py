"""The way of delivery: what there is for the country, at what price."""

import re

import pytest

from checkout.shipping.models import DeliveryMethod
from tests.checkout.pages import said_on_top, text_of
from tests.checkout.shopping import a_delivery_method
from tests.checkout.visitor import Visitor
from tests.factories import Country, a_pack

pytestmark = pytest.mark.django_db


@pytest.fixture
def tracked():
    return a_delivery_method(free_from="104.00", description="2 to 4 working days")


@pytest.fixture
def visitor(tracked):
    visitor = Visitor()
    visitor.add(a_pack(price="52.00"))
    visitor.enter_address()
    return visitor


def chosen(page) -> list[str]:
    radios = re.findall(r'<input type="radio"[^>]*>', page.content.decode())
    return [re.search(r'value="(\d+)"', radio)[1] for radio in radios if "checked" in radio]


def test_the_only_way_is_chosen_and_shown_all_the_same(visitor, tracked):
    page = visitor.look("checkout-delivery")
    assert chosen(page) == [str(tracked.pk)]
    assert "Tracked 2 to 4 working days Free from $104.00 of goods $4.95" in text_of(page)


def test_of_several_ways_the_first_is_chosen_until_another_one_was(visitor, tracked):
    express = a_delivery_method("Express", "12.95", position=1)
    assert chosen(visitor.look("checkout-delivery")) == [str(tracked.pk)]

    response = visitor.choose(express)

    assert (response.status_code, response["Location"]) == (303, "/checkout/patient/")
    assert chosen(visitor.look("checkout-delivery")) == [str(express.pk)]


def test_from_the_threshold_on_it_is_free(visitor):
    visitor.add(a_pack(price="52.00"))
    assert "Tracked 2 to 4 working days free" in text_of(visitor.look("checkout-delivery"))


@pytest.mark.parametrize("method", ["", "x", "0", "-1", 10**30, "\x00"])
def test_no_way_of_these_is_said_beside_them(visitor, method):
    page = visitor.choose(method)
    assert page.status_code == 422
    [(where, words)] = said_on_top(page)
    assert where == "method"
    assert words.startswith("Choose")
    assert 'id="method"' in page.content.decode()


def test_a_way_for_another_country_only_cannot_be_chosen(visitor):
    country = Country.objects.create(
        iso_3166_1_a2="CA", printable_name="Canada", is_shipping_country=True
    )
    overland = DeliveryMethod.objects.create(name="Overland", price="9.95")
    overland.countries.add(country)
    assert "Overland" not in text_of(visitor.look("checkout-delivery"))
    assert visitor.choose(overland).status_code == 422


def test_the_address_comes_first(tracked):
    visitor = Visitor()
    visitor.add(a_pack())
    response = visitor.look("checkout-delivery")
    assert (response.status_code, response["Location"]) == (303, "/checkout/details/")
    assert "First say where your order shall go." in text_of(visitor.get("/checkout/details/"))


def test_a_country_we_left_meanwhile_leads_back_to_the_address(visitor):
    a_delivery_method("Overland").countries.set(
        [Country.objects.create(iso_3166_1_a2="CA", is_shipping_country=True)]
    )
    Country.objects.filter(pk="US").update(is_shipping_country=False)
    response = visitor.look("checkout-delivery")
    assert response["Location"] == "/checkout/details/"
    page = text_of(visitor.get("/checkout/details/"))
    assert "We do not deliver to this country any more: enter another address." in page
