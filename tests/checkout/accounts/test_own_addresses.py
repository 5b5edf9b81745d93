"""The addresses an account keeps, and how the checkout opens with them."""

import pytest
from django.urls import reverse
from oscar.apps.address.models import UserAddress

from checkout.accounts.addresses import Address
from checkout.accounts.reads import known_beforehand
from checkout.shipping.delivery import countries_served
from tests.checkout.accounts.people import PLACE, add_address, an_account, send, signed_in
from tests.checkout.pages import said_on_top, text_of
from tests.checkout.shopping import a_delivery_method
from tests.checkout.visitor import Visitor
from tests.factories import a_pack

pytestmark = pytest.mark.django_db


def test_the_first_address_is_where_orders_go_until_another_is_chosen(account, visitor):
    add_address(visitor)
    add_address(visitor, line1="9 Other Lane")
    first, second = UserAddress.objects.order_by("pk")
    assert (first.is_default_for_shipping, second.is_default_for_shipping) == (True, False)

    send(visitor, "address-default", second.pk, at="account-addresses")

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.is_default_for_shipping, second.is_default_for_shipping) == (False, True)
    assert "9 Other Lane" in text_of(visitor.look("account"))
    send(visitor, "address-delete", second.pk, at="account-addresses")
    first.refresh_from_db()
    assert first.is_default_for_shipping
    assert UserAddress.objects.get() == first


def test_an_address_is_asked_for_by_the_rules_of_the_checkout(visitor):
    answer = add_address(visitor, postcode="x", state="", phone="no number", line1="")
    assert answer.status_code == 422
    assert [field for field, _words in said_on_top(answer)] == [
        "phone",
        "line1",
        "state",
        "postcode",
    ]
    assert not UserAddress.objects.exists()


def test_the_same_address_twice_is_told(visitor):
    add_address(visitor)
    answer = add_address(visitor)
    words = "You have this address already: change another line"
    assert said_on_top(answer) == [("line1", words)]


def test_an_account_has_twenty_addresses_at_most(visitor):
    for number in range(20):
        add_address(visitor, line1=f"{number} Sample Avenue")
    answer = add_address(visitor, line1="21 Sample Avenue")
    assert said_on_top(answer) == [("line1", "You have 20 addresses: take one out first")]
    assert UserAddress.objects.count() == 20


@pytest.mark.parametrize("name", ["address", "address-delete", "address-default"])
def test_another_persons_address_is_not_there(visitor, name):
    add_address(signed_in(an_account("ada@example.com")))
    adas = UserAddress.objects.get()
    token = str(visitor.look("account").context["csrf_token"])
    fields = PLACE | {"line1": "Mine now", "csrfmiddlewaretoken": token}

    answer = visitor.post(reverse(name, args=[adas.pk]), fields)

    assert answer.status_code == (303 if name == "address-delete" else 404)
    assert Address.of_row(UserAddress.objects.get()).line1 == "12 Sample Avenue"


def test_an_address_that_is_taken_out_meanwhile_is_not_there(visitor, monkeypatch):
    add_address(visitor)
    pk = UserAddress.objects.get().pk
    token = str(visitor.look("address", pk).context["csrf_token"])

    def meanwhile():
        UserAddress.objects.all().delete()
        return countries_served()

    monkeypatch.setattr("checkout.accounts.views.countries_served", meanwhile)
    fields = PLACE | {"csrfmiddlewaretoken": token}
    assert visitor.post(reverse("address", args=[pk]), fields).status_code == 404
    assert send(visitor, "address-default", pk).status_code == 404


def test_an_address_can_be_changed(visitor):
    add_address(visitor)
    pk = UserAddress.objects.get().pk
    page = visitor.look("address", pk)
    assert 'value="12 Sample Avenue"' in page.content.decode()
    token = str(page.context["csrf_token"])
    fields = PLACE | {"line1": "13 Sample Avenue", "csrfmiddlewaretoken": token}
    visitor.post(reverse("address", args=[pk]), fields)
    assert UserAddress.objects.get().line1 == "13 Sample Avenue"
    assert UserAddress.objects.get().is_default_for_shipping


def test_the_checkout_opens_with_what_the_account_knows(account, visitor):
    visitor.fill("account-details", first_name="Sam", last_name="Example", phone="555 010 0100")
    assert known_beforehand(account.__class__.objects.get())["phone"] == "555 010 0100"
    add_address(visitor)
    visitor.add(a_pack())

    page = visitor.look("checkout-details").content.decode()

    for value in ("sam@example.com", "Sam", "Example", "12 Sample Avenue", "02101", "555 010 0100"):
        assert f'value="{value}"' in page
    assert "Sign in if you have one" not in page


def test_a_guest_finds_the_way_to_sign_in_and_back_on_the_checkout():
    a_delivery_method()
    visitor = Visitor()
    visitor.add(a_pack())
    page = visitor.look("checkout-details").content.decode()
    assert 'href="/account/sign-in/?next=/checkout/details/"' in page
