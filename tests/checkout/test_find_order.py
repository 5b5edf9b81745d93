"""An order's link is mailed again to whoever placed it, and nobody learns what orders there are."""

import time

import pytest
from django.core import mail, signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from checkout.order.models import Order
from checkout.order.page.access import signed_link
from checkout.payment.models import Outbox
from checkout.running.loops import work_on_mail
from tests.checkout.pages import said_on_top, text_of
from tests.checkout.shopping import a_placed_order
from tests.checkout.visitor import Reads, Visitor
from tests.factories import a_pack, a_user

pytestmark = pytest.mark.django_db

SAID = "If that order was placed with that address, the link is on its way."
NOBODYS = "2222-2222"


@pytest.fixture
def order():
    order = a_placed_order({a_pack(): 1})
    Outbox.objects.all().delete()
    return order


@pytest.fixture
def stranger():
    return Visitor()


def ask(visitor, number, email="sam@example.com"):
    return visitor.fill("order-find", number=number, email=email)


def mailed() -> list[list[str]]:
    """To whom links went."""
    while work_on_mail(timezone.now()):
        pass
    return [message.to for message in mail.outbox if "The link to" in message.subject]


def test_who_placed_an_order_is_mailed_its_link_again(stranger, order):
    response = ask(stranger, order.number)
    assert (response.status_code, response["Location"]) == (303, "/orders/find/sent/")
    assert SAID in text_of(stranger.get(response["Location"]))
    assert mailed() == [["sam@example.com"]]
    [link] = [word for word in mail.outbox[0].body.split() if "/orders/" in word]
    assert stranger.get(link.removeprefix("http://localhost:8000")).status_code == 302
    assert stranger.look("order", order.number).status_code == 200


@pytest.mark.parametrize("typed", ["SAM@example.com", " sam@example.com "])
def test_the_number_and_the_address_are_read_however_they_were_typed(stranger, order, typed):
    ask(stranger, order.number.replace("-", " ").lower(), typed)
    assert mailed() == [["sam@example.com"]]


@pytest.mark.parametrize(
    ("number", "email"),
    [("theirs", "else@example.com"), (NOBODYS, "sam@example.com"), ("no number", "a@example.com")],
)
def test_whatever_was_typed_the_answer_is_the_same_and_nothing_is_mailed(
    stranger, order, number, email
):
    response = ask(stranger, order.number if number == "theirs" else number, email)
    assert (response.status_code, response["Location"]) == (303, "/orders/find/sent/")
    assert mailed() == []


def test_a_link_is_mailed_once_a_minute_at_most(stranger, order, monkeypatch):
    minute = timezone.now().replace(second=0)
    with monkeypatch.context() as clock:
        clock.setattr(timezone, "now", lambda: minute)
        for _ in range(3):
            ask(stranger, order.number)
    assert mailed() == [["sam@example.com"]]


def test_an_account_is_found_by_its_own_address(stranger, order):
    Order.objects.update(user=a_user("ada@example.com"), guest_email="")
    ask(stranger, order.number, "ada@example.com")
    assert mailed() == [["ada@example.com"]]


def test_an_order_whose_account_is_gone_is_mailed_to_nobody(stranger, order):
    Order.objects.update(guest_email="")
    ask(stranger, order.number, "sam@example.com")
    assert mailed() == []


@pytest.mark.parametrize(
    ("number", "email", "wrong"),
    [
        ("", "sam@example.com", ["number"]),
        ("R7KQ-2MXA", "", ["email"]),
        ("", "sam@", ["number", "email"]),
        ("x" * 41, "sam@example.com", ["number"]),
        ("\x00", "sam@example.com", ["number"]),
    ],
)
def test_what_is_left_out_or_no_address_is_said(stranger, number, email, wrong):
    page = ask(stranger, number, email)
    assert page.status_code == 422
    assert [place for place, _words in said_on_top(page)] == wrong


def test_the_form_needs_its_token(stranger, order):
    fields = {"number": order.number, "email": "sam@example.com"}
    assert stranger.post(reverse("order-find"), fields).status_code == 403
    assert mailed() == []


PAGES = ["order", "pay", "order-return", "order-receipt"]


@pytest.mark.parametrize("name", PAGES)
def test_who_may_not_see_an_order_gets_the_same_answer_as_for_no_order(order, name):
    theirs, nobodys = (Client().get(reverse(name, args=[n])) for n in (order.number, NOBODYS))
    assert (theirs.status_code, nobodys.status_code) == (404, 404)
    assert plain(theirs, order.number) == plain(nobodys, NOBODYS)
    for answer in (theirs, nobodys):
        del answer.headers["Expires"], answer.headers["X-Request-Id"]
    assert theirs.headers == nobodys.headers
    assert theirs.cookies.keys() == nobodys.cookies.keys()


def plain(page, number) -> str:
    """The page without its token and the number that was asked for."""
    html = page.content.decode().replace(number, "NUMBER")
    return html.replace(str(page.context["csrf_token"]), "TOKEN")


def test_the_answer_is_a_page_that_knows_the_number_and_asks_for_the_address(stranger, order):
    page = stranger.look("order", order.number)
    assert "This order does not open here" in text_of(page)
    assert f'value="{order.number}"' in page.content.decode()
    assert 'action="/orders/find/"' in page.content.decode()


def test_a_link_that_has_run_out_leads_to_the_same_page(stranger, order, monkeypatch):
    link, now = signed_link(order), time.time()
    monkeypatch.setattr(signing.time, "time", lambda: now + 31 * 24 * 3600)
    page = stranger.get(link.removeprefix("http://localhost:8000"))
    assert page.status_code == 404
    assert "If it is yours, we e-mail you a new link." in text_of(page)


def test_the_form_is_linked_from_the_foot_of_every_page(stranger):
    assert 'href="/orders/find/"' in stranger.get("/").content.decode()


def test_the_pages_read_little(stranger, order):
    for page, most in [("order-find", 1), ("order-link-sent", 1)]:
        with Reads() as reads:
            stranger.look(page)
        assert reads.number <= most, page
    with Reads() as reads:
        stranger.look("order", order.number)
    assert reads.number <= 2
