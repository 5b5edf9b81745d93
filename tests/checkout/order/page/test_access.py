"""A number opens nothing by itself: a session, an account or a signed link does."""

import time
from urllib.parse import urlsplit

import pytest
from django.core import signing
from django.urls import reverse

from checkout.order.models import Order
from checkout.order.page.access import MOST_REMEMBERED, signed_link
from tests.checkout.shopping import a_placed_order
from tests.factories import a_pack, a_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def order():
    return a_placed_order({a_pack(): 1})


def page_of(order):
    return reverse("order", args=[order.number])


def mailed(order) -> str:
    """The link's path and query, as somebody who got the mail opens it."""
    parts = urlsplit(signed_link(order))
    return f"{parts.path}?{parts.query}"


def test_a_number_alone_opens_nothing(client, order):
    assert client.get(page_of(order)).status_code == 404
    for page in ("pay", "order-return"):
        assert client.get(reverse(page, args=[order.number])).status_code == 404
    for deed in ("pay", "order-cancel", "order-again"):
        assert client.post(reverse(deed, args=[order.number])).status_code == 404
    order.refresh_from_db()
    assert order.status == "awaiting_payment"


def test_the_mailed_link_opens_the_order_and_leaves_its_key_out_of_the_address(client, order):
    response = client.get(mailed(order))
    assert (response.status_code, response["Location"]) == (302, page_of(order))
    assert client.get(page_of(order)).status_code == 200


def test_one_orders_key_opens_no_other(client, order):
    other = a_placed_order({a_pack(): 1})
    _, _, query = mailed(order).partition("?")
    assert client.get(f"{page_of(other)}?{query}").status_code == 404


@pytest.mark.parametrize("key", ["", "x", "1:x:y", "é", "\0", "a" * 5000])
def test_a_key_that_was_never_signed_opens_nothing(client, order, key):
    assert client.get(page_of(order), {"key": key}).status_code == 404


@pytest.mark.parametrize(("days", "status"), [(29, 302), (31, 404)])
def test_a_link_opens_for_30_days(client, order, monkeypatch, days, status):
    link, now = mailed(order), time.time()
    monkeypatch.setattr(signing.time, "time", lambda: now + days * 24 * 3600)
    assert client.get(link).status_code == status


def test_an_account_opens_its_own_orders_and_no_others(client, order):
    owner = a_user()
    client.force_login(owner)
    assert client.get(page_of(order)).status_code == 404
    Order.objects.update(user=owner)
    assert client.get(page_of(order)).status_code == 200


def test_a_browser_remembers_its_last_orders_only(client):
    orders = [a_placed_order({a_pack(): 1}) for _ in range(MOST_REMEMBERED + 1)]
    for order in orders:
        client.get(mailed(order))
    assert client.get(page_of(orders[0])).status_code == 404
    assert client.get(page_of(orders[1])).status_code == 200
    assert client.get(page_of(orders[-1])).status_code == 200
