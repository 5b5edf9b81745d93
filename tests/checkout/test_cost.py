"""How often each page on the way to an order asks the database: as often for six lines as for one.

All statements count, writes too, caches cold, through every middleware.
"""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.models import Product
from checkout.order.models import Order
from tests.checkout.payment.purchases import held
from tests.checkout.reviewing import hidden_total, order, ready
from tests.checkout.shopping import a_delivery_method
from tests.checkout.visitor import Visitor, htmx
from tests.factories import baclofen, put_on_the_shelf
from tests.statements import statements

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("lines", [1, 6])]
# A session has been begun on the way to the last page before the order, and is read from then on.
ADDED, CART, FRAGMENT, REVIEWED, THANKED = 5, 3, 2, 9, 8


@pytest.fixture
def packs(db):
    a_delivery_method(free_from="150.00")
    a_delivery_method("Express", "12.95")
    packs = list(Product.objects.filter(parent=baclofen()).order_by("pk"))
    put_on_the_shelf(10_000)
    return packs


def asked(do, *args, **kwargs):
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        assert do(*args, **kwargs).status_code in (200, 303)
    return [sql for sql in statements(queries) if not sql.startswith(("SAVEPOINT", "RELEASE"))]


def a_shopper(packs):
    visitor = Visitor()
    for pack in packs:
        assert visitor.add(pack).status_code == 303
    return visitor


@pytest.mark.parametrize(("headers", "more"), [({}, 0), (htmx(), 1)], ids=["page", "htmx"])
def test_adding(packs, lines, headers, more):
    every = asked(a_shopper(packs[:lines]).add, packs[8], **headers)
    assert len(every) == ADDED + more, every


def test_the_cart(packs, lines):
    every = asked(a_shopper(packs[:lines]).look, "cart")
    assert len(every) == CART, every


def test_what_public_pages_ask_for(packs, lines):
    every = asked(a_shopper(packs[:lines]).get, "/cart/personal/?packs=1", headers=htmx())
    assert len(every) == FRAGMENT, every


def test_the_review(packs, lines):
    every = asked(ready_with(packs[:lines]).look, "checkout-review")
    assert len(every) == REVIEWED, every


def test_the_thanks(packs, lines, sandbox):
    visitor = ready_with(packs[:lines])
    order(visitor, seen_total=hidden_total(visitor.look("checkout-review")))
    placed = held(sandbox, Order.objects.get())
    visitor.look("order-return", placed.number)
    every = asked(visitor.look, "order", placed.number)
    assert len(every) == THANKED, "\n".join(x[:150] + "..." + x[-200:] for x in every)


def ready_with(packs):
    visitor = ready(packs[0], a_delivery_method())
    for pack in packs[1:]:
        visitor.add(pack)
    return visitor
