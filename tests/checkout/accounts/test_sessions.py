"""A session's row says whose it is, also of sessions older than the saying."""

from importlib import import_module

import pytest
from django.apps import apps

from checkout.accounts.models import Session
from checkout.sessions import end_sessions
from tests.checkout.accounts.people import an_account, signed_in
from tests.checkout.shopping import a_delivery_method, a_placed_order
from tests.checkout.visitor import Visitor
from tests.factories import a_pack

pytestmark = pytest.mark.django_db


def at_the_checkout() -> Visitor:
    a_delivery_method()
    visitor = Visitor()
    visitor.add(a_pack())
    visitor.enter_address(email="Sam@Example.com")
    return visitor


def test_a_row_says_who_went_to_the_checkout_and_which_orders_it_opens():
    at_the_checkout()
    assert Session.objects.get().email == "sam@example.com"
    order = a_placed_order({a_pack(): 1})
    visitor = Visitor.who_placed(order)
    assert Session.objects.get(pk=visitor.session.session_key).orders == [order.number]


def test_rows_of_before_say_it_too_and_who_was_signed_in_signs_in_again():
    at_the_checkout()
    Visitor.who_placed(a_placed_order({a_pack(): 1}))
    account = signed_in(an_account("ada@example.com"))
    said = {row.pk: (row.email, row.orders) for row in Session.objects.all()}
    Session.objects.update(email="", orders=[], account=None)
    migration = import_module("checkout.accounts.migrations.0008_sessions_say_what_they_know")

    migration.say(apps, None)

    del said[account.cookies["session"].value]
    assert {row.pk: (row.email, row.orders) for row in Session.objects.all()} == said


def test_without_an_address_nobodys_session_is_ended():
    at_the_checkout()
    Visitor().fill("account_signup", email="ada@example.com", password1="a long passphrase")
    end_sessions(email="", numbers=[], user_id=None)
    assert Session.objects.count() == 2
