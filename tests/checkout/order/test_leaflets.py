"""The order's page lists the leaflets of what was sent, from the day it left the shelf."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.utils import timezone

from checkout.order.models import Order
from checkout.order.page.order_page import order_page
from checkout.order.states import MOVES, OrderState
from tests.catalog.leaflets.papers import a_leaflet
from tests.checkout.pages import text_of
from tests.checkout.prescriptions import deciding
from tests.checkout.shopping import a_placed_order, refreshed
from tests.checkout.undoing import undone
from tests.factories import a_dosage, a_medicine, a_pack

pytestmark = pytest.mark.django_db
LISTED = {OrderState.DISPENSED, OrderState.SHIPPED, OrderState.DELIVERED}


def an_order(*names: str) -> Order:
    """Of a pack of each medicine, which all have leaflets; all of it is approved."""
    packs = [a_pack(a_dosage(a_medicine(name))) for name in names]
    for pack in packs:
        a_leaflet(pack.dosage)
    order = a_placed_order(dict.fromkeys(packs, 1))
    deciding.as_if_decided(order, {line.pk: 1 for line in order.lines.all()})
    now = timezone.now()
    sums = {"amount_to_capture": order.total_incl_tax}
    Order.objects.update(payment_due_at=now, information_due_at=now, **sums)
    return order


@contextmanager
def moved(order: Order, state: OrderState) -> Iterator[Order]:
    """The order in a state it has not come to by its own way; undone afterwards."""
    with undone():
        Order.objects.filter(pk=order.pk).update(status=state)
        yield refreshed(order)


def listed(order: Order) -> list[str]:
    links = order_page(order, now=timezone.now())["leaflets"]
    return [link.full_text.replace("\u00a0", " ") for link in links]


@pytest.mark.parametrize("state", list(MOVES))
def test_leaflets_are_listed_from_the_day_the_packs_left_the_shelf(state):
    with moved(an_order("Baclofen"), state) as order:
        assert listed(order) == (["Baclofen 10 mg (PDF, 1 KB)"] if state in LISTED else [])


def test_what_was_not_approved_was_not_sent():
    order = an_order("Baclofen", "Aspirin")
    with moved(order, OrderState.SHIPPED) as order:
        order.lines.filter(medicine_name="Baclofen").update(approved_quantity=0)
        assert listed(order) == ["Aspirin 10 mg (PDF, 1 KB)"]


def test_the_page_links_to_them(client):
    with moved(an_order("Baclofen"), OrderState.SHIPPED) as order:
        link = order_page(order, now=timezone.now())["leaflets"][0]
        session = client.session
        session["orders"] = [order.number]
        session.save()
        page = client.get(order.get_absolute_url())

    assert "Read before you take it" in text_of(page)
    assert f'href="{link.url}"' in page.content.decode()
    assert client.get(link.url)["Content-Type"] == "application/pdf"
