"""After a guest's order: a password keeps the details, once the address is confirmed."""

import pytest
from django.urls import reverse
from oscar.apps.address.models import UserAddress

from checkout.accounts.actions import keep_orders
from checkout.accounts.models import OrderToKeep, User
from checkout.order.models import Order
from checkout.order.page.access import signed_link
from tests.checkout.accounts.people import (
    ANOTHER,
    DO_NOT_FIT,
    PASSWORD,
    an_account,
    is_signed_in,
    link_in,
    owner_of,
    press,
    sign_in,
    signed_in,
    who_placed,
)
from tests.checkout.pages import said_on_top, text_of
from tests.checkout.shopping import a_placed_order
from tests.checkout.visitor import Visitor
from tests.factories import a_pack

pytestmark = pytest.mark.django_db

OFFER = "Keep your details?"


def keep(visitor, order, password=PASSWORD):
    token = str(visitor.look("order", order.number).context["csrf_token"])
    fields = {"password1": password, "csrfmiddlewaretoken": token}
    return visitor.post(reverse("order-keep", args=[order.number]), fields)


def test_a_guest_keeps_the_details_and_has_the_order_once_the_address_is_confirmed(mailoutbox):
    visitor, order = who_placed()
    assert OFFER in text_of(visitor.look("order", order.number))

    answer = keep(visitor, order)

    assert answer["Location"] == reverse("account_email_verification_sent")
    assert owner_of(order) is None
    assert not UserAddress.objects.exists()
    press(visitor, link_in(mailoutbox[0]))
    account = User.objects.get()
    assert owner_of(order) == account
    assert (account.get_full_name(), account.email) == ("Sam Example", "sam@example.com")
    address = UserAddress.objects.get(user=account)
    assert (address.line1, address.postcode, address.is_default_for_shipping) == (
        "1 Sample Street",
        "90210",
        True,
    )
    assert is_signed_in(visitor)
    assert not OrderToKeep.objects.exists()
    assert OFFER not in text_of(visitor.look("order", order.number))


def test_a_link_opened_in_another_browser_keeps_the_order_and_not_whose_it_says_it_is(mailoutbox):
    """Somebody else may have ordered with this address, and chosen the password."""
    visitor, order = who_placed()
    keep(visitor, order)
    owner = Visitor()

    answer = press(owner, link_in(mailoutbox[0]))

    account = User.objects.get()
    assert owner_of(order) == account
    assert (account.get_full_name(), UserAddress.objects.count()) == ("", 0)
    assert answer["Location"].startswith("/account/password/new/")
    assert said_on_top(sign_in(visitor, account.email)) == [("login", DO_NOT_FIT)]


def test_who_has_an_account_gets_the_same_answer_and_a_mail(mailoutbox):
    account = an_account()
    visitor, order = who_placed()
    stranger, others = who_placed("ada@example.com")

    taken, free = keep(visitor, order, ANOTHER), keep(stranger, others, ANOTHER)

    assert (taken.status_code, taken["Location"]) == (free.status_code, free["Location"])
    assert [message.subject for message in mailoutbox] == [
        "You have an account already",
        "Confirm your e-mail address",
    ]
    account.refresh_from_db()
    assert account.check_password(PASSWORD)
    assert owner_of(order) is None
    signed_in(account, visitor)
    assert owner_of(order) == account


def test_the_page_is_the_same_whether_the_address_has_an_account():
    visitor, order = who_placed()
    free = text_of(visitor.look("order", order.number))
    an_account()
    assert text_of(visitor.look("order", order.number)) == free


def test_an_account_somebody_made_before_gets_nothing_of_the_order(mailoutbox):
    """Who signs up with another's address and waits has not placed the order."""
    thief = Visitor()
    thief.fill("account_signup", email="sam@example.com", password1=ANOTHER)
    visitor, order = who_placed()

    keep(visitor, order)
    press(visitor, link_in(mailoutbox[0]))
    sign_in(thief, "sam@example.com", ANOTHER)

    assert owner_of(order) is None
    assert order.number not in thief.look("account-orders").content.decode()


def test_an_order_waits_for_its_own_address_and_no_other():
    _visitor, order = who_placed()
    ada = an_account("ada@example.com")
    OrderToKeep.objects.create(account=ada, order=order)

    keep_orders(ada)

    assert owner_of(order) is None
    assert not UserAddress.objects.exists()
    assert OrderToKeep.objects.exists()


def test_a_weak_password_is_told_on_a_page_of_its_own():
    visitor, order = who_placed()
    answer = keep(visitor, order, "short")
    assert answer.status_code == 422
    assert [field for field, _words in said_on_top(answer)] == ["password1"]
    assert not User.objects.exists()


def test_nothing_is_kept_for_another_address_than_the_orders_own(mailoutbox):
    visitor, order = who_placed()
    token = str(visitor.look("order", order.number).context["csrf_token"])
    fields = {"password1": PASSWORD, "email": "thief@example.com", "csrfmiddlewaretoken": token}

    visitor.post(reverse("order-keep", args=[order.number]), fields)

    assert [message.to for message in mailoutbox] == [["sam@example.com"]]


def test_who_merely_has_the_link_is_offered_nothing():
    order, visitor = a_placed_order({a_pack(): 1}), Visitor()
    page = visitor.get(signed_link(order), follow=True)
    assert OFFER not in text_of(page)
    assert keep(visitor, order).status_code == 404
    assert not User.objects.exists()


def test_an_order_of_an_account_is_offered_to_nobody():
    visitor, order = who_placed()
    Order.objects.update(user=an_account())
    assert OFFER not in text_of(visitor.look("order", order.number))
    assert keep(visitor, order).status_code == 404
