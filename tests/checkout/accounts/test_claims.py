"""Which guest orders become an account's: placed in this browser, and its confirmed address."""

import pytest

from checkout.accounts.actions import claim_orders
from checkout.order.models import Order
from checkout.order.page.access import signed_link
from tests.checkout.accounts.people import (
    PASSWORD,
    an_account,
    is_signed_in,
    link_in,
    owner_of,
    press,
    signed_in,
    who_placed,
)
from tests.checkout.reviewing import hidden_total, ready
from tests.checkout.reviewing import order as press_order
from tests.checkout.shopping import a_delivery_method, a_placed_order
from tests.checkout.visitor import Visitor
from tests.factories import a_pack, a_user

pytestmark = pytest.mark.django_db


def test_an_order_placed_here_with_the_accounts_address_is_its_own_after_signing_in():
    account, visitor = an_account(), ready(a_pack(), a_delivery_method())
    page = visitor.look("checkout-review")
    press_order(visitor, seen_total=hidden_total(page))
    order = Order.objects.get()
    assert order.user is None

    signed_in(account, visitor)

    assert owner_of(order) == account
    assert order.number in visitor.look("account-orders").content.decode()


def test_case_of_the_address_does_not_matter():
    visitor, order = who_placed("Sam@Example.com")
    account = an_account()
    signed_in(account, visitor)
    assert owner_of(order) == account


def test_another_address_claims_nothing():
    visitor, order = who_placed("ada@example.com")
    signed_in(an_account(), visitor)
    assert owner_of(order) is None


def test_an_order_that_was_only_opened_by_its_link_is_not_claimed():
    order, visitor = a_placed_order({a_pack(): 1}), Visitor()
    visitor.get(signed_link(order), follow=True)
    signed_in(an_account(), visitor)
    assert owner_of(order) is None


def test_an_order_placed_elsewhere_is_not_claimed_by_the_address_alone():
    order = a_placed_order({a_pack(): 1})
    signed_in(an_account())
    assert owner_of(order) is None


def test_an_order_of_another_account_stays_its_own():
    visitor, order = who_placed()
    ada = a_user("ada@example.com")
    Order.objects.update(user=ada)
    signed_in(an_account(), visitor)
    assert owner_of(order) == ada


def test_an_address_that_is_not_confirmed_claims_nothing():
    _visitor, order = who_placed()
    claim_orders(a_user("sam@example.com"), [order.number])
    assert owner_of(order) is None


def test_changing_to_somebody_elses_address_claims_nothing(mailoutbox):
    thief = an_account("thief@example.com")
    visitor, order = who_placed("sam@example.com")
    signed_in(thief, visitor)
    press(visitor, "/account/confirm/?next=/account/email/", password=PASSWORD)

    visitor.fill("account_email", email="sam@example.com", action_add="")
    assert mailoutbox[-1].to == ["sam@example.com"]
    claim_orders(thief, [order.number])

    assert owner_of(order) is None
    assert thief.emailaddress_set.get(verified=True).email == "thief@example.com"


def test_staff_who_type_an_address_into_an_account_claim_nothing_by_it(mailoutbox):
    account = an_account("old@example.com")
    visitor, order = who_placed("sam@example.com")
    account.emailaddress_set.all().delete()
    account.email = "sam@example.com"
    account.save()

    visitor.fill("account_login", login="sam@example.com", password=PASSWORD)
    assert not is_signed_in(visitor)
    assert owner_of(order) is None
    press(visitor, link_in(mailoutbox[-1]))

    assert owner_of(order) == account
