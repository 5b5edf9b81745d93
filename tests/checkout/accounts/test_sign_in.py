"""Getting into an account and out of it, without anybody learning who has one."""

import pytest
from django.urls import reverse

from checkout.accounts.models import Session
from tests.checkout.accounts.people import (
    DO_NOT_FIT,
    PASSWORD,
    TOO_MANY,
    an_account,
    is_signed_in,
    link_in,
    press,
    send,
    sign_in,
    signed_in,
)
from tests.checkout.pages import said_on_top, text_of
from tests.checkout.visitor import Visitor
from tests.factories import a_user

pytestmark = pytest.mark.django_db


def test_without_a_confirmed_address_nobody_gets_in_and_a_new_link_comes(mailoutbox):
    a_user("sam@example.com", password=PASSWORD)
    visitor = Visitor()

    answer = sign_in(visitor, "sam@example.com")

    assert answer["Location"] == reverse("account_email_verification_sent")
    assert not is_signed_in(visitor)
    press(visitor, link_in(mailoutbox[-1]))
    assert is_signed_in(visitor)


@pytest.mark.parametrize("email", ["sam@example.com", "nobody@example.com"])
def test_a_wrong_password_and_an_unknown_address_are_told_alike(email):
    an_account()

    answer = sign_in(Visitor(), email, "not the password")

    assert answer.status_code == 422
    assert said_on_top(answer) == [("login", DO_NOT_FIT)]
    assert text_of(answer).count(DO_NOT_FIT) == 2


def test_a_session_changes_its_key_when_somebody_signs_in():
    account, visitor = an_account(), Visitor()
    visitor.look("account_login")
    visitor.fill("order-find", number="2222-2222", email="x@example.com")
    session = visitor.session
    session["kept"] = "as a guest"
    session.save()
    before = visitor.cookies["session"].value

    signed_in(account, visitor)

    assert visitor.cookies["session"].value != before
    assert not Session.objects.filter(pk=before).exists()
    assert visitor.session["kept"] == "as a guest"
    assert Session.objects.get().account == account


@pytest.mark.parametrize(
    "evil",
    [
        "//evil.example/",
        "https://evil.example/",
        "/\\evil.example/",
        "javascript:alert(1)",
        "https:evil.example",
        "http://localhost/elsewhere/",
        "\x00//evil.example",
    ],
)
def test_a_sign_in_leads_nowhere_but_to_our_own_pages(evil):
    an_account()

    answer = sign_in(Visitor(), "sam@example.com", next=evil)

    assert answer["Location"] == reverse("account")


def test_a_sign_in_leads_on_to_where_somebody_was_going():
    account, visitor = an_account(), Visitor()
    asked = visitor.get("/account/orders/")
    assert asked["Location"] == "/account/sign-in/?next=/account/orders/"
    answer = sign_in(visitor, account.email, next="/account/orders/")
    assert answer["Location"] == "/account/orders/"


def test_signing_out_is_posted_and_leaves_nothing():
    visitor = signed_in(an_account())
    assert visitor.get("/account/sign-out/").status_code == 405
    assert is_signed_in(visitor)

    send(visitor, "account_logout")

    assert not is_signed_in(visitor)
    assert visitor.cookies["shop_has"].value == ""


def test_after_five_wrong_passwords_nobody_tries_on():
    an_account()
    for _ in range(5):
        sign_in(Visitor(), "sam@example.com", "wrong")

    answer = sign_in(Visitor(), "sam@example.com")

    assert said_on_top(answer) == [("login", TOO_MANY)]


def test_a_closed_account_opens_to_nobody():
    account = an_account()
    account.is_active = False
    account.save()
    answer = sign_in(Visitor(), "sam@example.com")
    assert answer["Location"] == reverse("account_inactive")
    assert "This account is closed" in text_of(Visitor().get(answer["Location"]))
