"""A session's row says whose it is."""

import pytest
from django.contrib.sessions.backends.base import CreateError, UpdateError

from checkout.accounts.models import Session
from checkout.accounts.session_store import SessionStore
from checkout.sessions import end_sessions
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


def test_without_an_address_nobodys_session_is_ended():
    at_the_checkout()
    Visitor().fill("account_signup", email="ada@example.com", password1="a long passphrase")
    end_sessions(email="", numbers=[], user_id=None)
    assert Session.objects.count() == 2


def test_what_a_session_learns_is_written_by_one_statement(django_assert_num_queries):
    session = SessionStore()
    session["noted"] = "before"
    session.create()
    session["noted"] = "now"
    with django_assert_num_queries(1):
        session.save()
    assert SessionStore(session.session_key)["noted"] == "now"


def test_a_session_that_was_ended_meanwhile_stays_ended():
    session = SessionStore()
    session.create()
    session["noted"] = "too late"
    Session.objects.all().delete()
    with pytest.raises(UpdateError):
        session.save()
    assert not Session.objects.exists()


def test_a_key_that_is_taken_is_no_sessions_of_somebody_else():
    first = SessionStore()
    first.create()
    with pytest.raises(CreateError):
        SessionStore(first.session_key).save(must_create=True)
