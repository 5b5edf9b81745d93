"""Every page of an account as nobody, its owner, and an owner with a second step gets it."""

import time
from collections.abc import Iterator

from django.core import mail
from django.http import HttpResponse
from django.test import override_settings
from django.urls import reverse

from catalog.models import Product
from checkout.accounts.actions import save_address
from checkout.accounts.addresses import Address
from checkout.accounts.models import User
from checkout.accounts.reads import addresses_of
from pharmacy.limits import LIMITS
from tests.checkout.accounts.people import (
    PASSWORD,
    add_passkey,
    an_account,
    confirm_yourself,
    link_in,
    send,
    sign_in,
    signed_in,
    with_app,
)
from tests.checkout.visitor import Visitor
from tests.pharmacy.addresses import SHOPPERS
from tests.pharmacy.language import greek

ACCOUNT = "/account/"
PAGES = {name: path for name, path in SHOPPERS.items() if path.startswith(ACCOUNT)}
# Whose button alone ends the session or the account, or answers with a file.
ENDS = ("account_logout", "account-delete", "account-data")
BAD_PASSWORDS = ("", "1", "12345678", "password", "x" * 300)


def account_visits(packs: dict[str, Product]) -> Iterator[tuple[str, HttpResponse]]:
    account = _a_greek_account(packs)
    mine = addresses_of(account).get().pk
    yield from _each("nobody", Visitor(), address=mine)
    yield from _forgotten(account)
    yield from _refused(account)
    owner = signed_in(account, Visitor())
    yield from _each("owner", owner, address=mine)
    confirm_yourself(owner, ACCOUNT)
    yield from _each("owner, just confirmed", owner, address=mine)
    with_app(owner)
    yield from _each("owner with a second step", owner, address=mine)
    yield from _second_step(account)
    yield "address taken out", send(owner, "address-delete", mine, at="account-addresses")
    yield "no addresses", owner.look("account-addresses")
    yield "an account gone", send(owner, "account-delete")
    yield "back at the entrance", owner.look("account_login")
    yield from _kept(packs)
    yield from _staffs()
    yield from _too_often()


def _a_greek_account(packs: dict[str, Product]) -> User:
    account = an_account("sotiris@example.com", first_name="Σωτήρης", last_name="Παππάς")
    order = greek.an_order({packs["needs a prescription"]: 1, packs["free"]: 2})
    type(order).objects.filter(pk=order.pk).update(user=account)
    save_address(account, Address(**greek.HIS, phone=""))
    return account


def _each(who: str, visitor: Visitor, *, address: int) -> Iterator[tuple[str, HttpResponse]]:
    """Every page looked at, and its form sent with nothing in it."""
    for name, path in PAGES.items():
        args = [address] if "<int:pk>" in path else ["nothing"] if "<key>" in path else []
        yield f"{name} by {who}", visitor.look(name, *args)
        if not args and name not in ENDS:
            yield f"{name} sent empty by {who}", _sent(visitor, reverse(name))


def _sent(visitor: Visitor, path: str, **fields: str) -> HttpResponse:
    token = str(visitor.look("order-find").context["csrf_token"])
    return visitor.post(path, fields | {"csrfmiddlewaretoken": token})


def _forgotten(account: User) -> Iterator[tuple[str, HttpResponse]]:
    visitor = Visitor()
    yield "forgotten", visitor.fill("account_reset_password", email=account.email)
    page = visitor.get(link_in(mail.outbox[-1]), follow=True)
    yield "a new password", page
    path = page.redirect_chain[-1][0]
    for password in BAD_PASSWORDS:
        yield f"{password[:9]} for a new password", _sent(visitor, path, password1=password)
    yield "no link to a new password", visitor.get("/account/password/new/1-nothing/")


def _refused(account: User) -> Iterator[tuple[str, HttpResponse]]:
    """Words for whoever may not come in, or not like this."""
    visitor = Visitor()
    yield "a wrong password", sign_in(visitor, account.email, "not this one")
    for password in BAD_PASSWORDS:
        wrong = {"email": "x", "password1": password}
        yield f"{password[:9]} for an account", visitor.fill("account_signup", **wrong)
    taken = {"email": account.email, "password1": PASSWORD}
    yield "an account twice", visitor.fill("account_signup", **taken)
    an_account("closed@example.com", is_active=False)
    yield "a closed account", sign_in(visitor, "closed@example.com")


def _second_step(account: User) -> Iterator[tuple[str, HttpResponse]]:
    visitor = Visitor()
    yield "the first step", sign_in(visitor, account.email)
    yield "the second step", visitor.look("mfa_authenticate")
    yield "a wrong code", visitor.fill("mfa_authenticate", code="000000")


def _kept(packs: dict[str, Product]) -> Iterator[tuple[str, HttpResponse]]:
    """An order whose guest is offered an account."""
    order = greek.an_order({packs["free"]: 1})
    visitor = Visitor.who_placed(order)
    session = visitor.session
    session["placed"] = [order.number]
    session.save()
    yield "an offer to keep the details", visitor.look("order", order.number)
    yield "keep", visitor.look("order-keep", order.number)
    path = reverse("order-keep", args=[order.number])
    for password in BAD_PASSWORDS:
        yield f"{password[:9]} to keep", _sent(visitor, path, password1=password)


def _staffs() -> Iterator[tuple[str, HttpResponse]]:
    """A colleague without a second step, with one that was not shown, and asked once more."""
    colleague = an_account("petros@example.com", is_staff=True, is_superuser=True)
    visitor = signed_in(colleague, Visitor())
    with override_settings(STAFF_SECOND_STEP=True):
        yield "staff without a second step", visitor.look("account-staff")
        add_passkey(colleague)
        yield "staff who have not shown it", visitor.look("account-staff")
        session = visitor.session
        session["short_password"] = True
        session.save()
        yield "staff with a short password", visitor.look("account-staff")
    session = visitor.session
    for fields in (None, [["a", "Βήτα"]]):
        held = {"what": "Γάμμα", "to": "/admin/", "fields": fields, "at": time.time()}
        session["held_requests"] = {"token": held}
        session.save()
        yield "staff who go on", visitor.get(f"{reverse('account-go-on')}?held=token")


def _too_often() -> Iterator[tuple[str, HttpResponse]]:
    visitor = Visitor()
    visitor.defaults["REMOTE_ADDR"] = "192.0.2.1"
    for _ in range(LIMITS["account_signup"].visits + 1):
        answer = visitor.fill("account_signup", email="", password1="x")
    yield "too often", answer
    headers = {"Sec-Fetch-Dest": "empty"}
    yield "too often by a script", visitor.post("/account/sign-up/", {}, headers=headers)
