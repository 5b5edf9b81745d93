"""Nobody learns who has an account or an order: the same status, words and work for all."""

import re

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher

from tests.checkout.accounts.people import PASSWORD, an_account, sign_in, sign_up
from tests.checkout.shopping import a_placed_order
from tests.checkout.visitor import Visitor
from tests.factories import a_pack

pytestmark = pytest.mark.django_db
KNOWN, UNKNOWN = "sam@example.com", "nobody@example.com"
TOKEN = re.compile(r'(csrfmiddlewaretoken" value=)"\w+"')


def answer(response) -> tuple:
    """What a visitor can tell one answer from another by."""
    html = TOKEN.sub(r"\1", response.content.decode())
    said = html.replace(KNOWN, "somebody").replace(UNKNOWN, "somebody")
    return response.status_code, response.get("Location"), sorted(response.cookies), said


WAYS = {
    "sign-in": lambda visitor, email: sign_in(visitor, email, "not the password"),
    "sign-up": lambda visitor, email: sign_up(visitor, email),
    "reset": lambda visitor, email: visitor.fill("account_reset_password", email=email),
}


@pytest.mark.parametrize("way", WAYS)
def test_an_account_is_not_told_from_none(way, mailoutbox):
    an_account(KNOWN)
    known, unknown = Visitor(), Visitor()
    answers = [answer(WAYS[way](known, KNOWN)), answer(WAYS[way](unknown, UNKNOWN))]
    assert answers[0] == answers[1]
    after = [answer(visitor.get("/account/email/sent/")) for visitor in (known, unknown)]
    assert after[0] == after[1]


@pytest.mark.parametrize("way", ["sign-in", "sign-up"])
def test_a_password_is_hashed_as_often_for_an_unknown_address(way, monkeypatch):
    """Hashing takes longer than all the rest together."""
    an_account(KNOWN)
    hashed, encode = [], MD5PasswordHasher.encode

    def counted(hasher, password, salt):
        hashed.append(password)
        return encode(hasher, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    number = {}
    for email in (KNOWN, UNKNOWN):
        hashed.clear()
        WAYS[way](Visitor(), email)
        number[email] = len(hashed)
    assert number[KNOWN] == number[UNKNOWN] > 0


def test_an_account_without_a_password_is_not_told_from_none():
    account = an_account(KNOWN)
    account.set_unusable_password()
    account.save()
    answers = [answer(sign_in(Visitor(), email, PASSWORD)) for email in (KNOWN, UNKNOWN)]
    assert answers[0] == answers[1]


@pytest.mark.parametrize("email", [KNOWN, UNKNOWN])
def test_an_order_is_not_told_from_none(email):
    order = a_placed_order({a_pack(): 1}, email=KNOWN)
    asked = [
        answer(Visitor().fill("order-find", number=number, email=email))
        for number in (order.number, "2222-2222")
    ]
    assert asked[0] == asked[1]
