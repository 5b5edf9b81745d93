"""The order's page lists the leaflets of what was sent, from the day it left the shelf."""

import pytest
from django.utils import timezone

from checkout.order.models import Order
from checkout.order.order_page import order_page
from checkout.order.states import MOVES, OrderState
from tests.catalog.leaflets.papers import a_leaflet
from tests.checkout.pages import text_of
from tests.checkout.shopping import a_placed_order, refreshed
from tests.factories import a_dosage, a_medicine, a_pack

pytestmark = pytest.mark.django_db
LISTED = {OrderState.DISPENSED, OrderState.SHIPPED, OrderState.DELIVERED}


def an_order(*names: str) -> Order:
    """Of a pack of each medicine, which all have leaflets; all of it is approved."""
    packs = [a_pack(a_dosage(a_medicine(name))) for name in names]
    for pack in packs:
        a_leaflet(pack.dosage)
    order = a_placed_order(dict.fromkeys(packs, 1))
    order.lines.update(approved_quantity=1)
    Order.objects.update(amount_to_capture=order.total_incl_tax, payment_due_at=timezone.now())
    return order


def moved(order: Order, state: OrderState) -> Order:
    Order.objects.filter(pk=order.pk).update(status=state)
    return refreshed(order)


def listed(order: Order) -> list[str]:
    links = order_page(order, now=timezone.now())["leaflets"]
    return [link.full_text.replace("\u00a0", " ") for link in links]


@pytest.mark.parametrize("state", list(MOVES))
def test_leaflets_are_listed_from_the_day_the_packs_left_the_shelf(state):
    order = moved(an_order("Baclofen"), state)

    assert listed(order) == (["Baclofen 10 mg (PDF, 1 KB)"] if state in LISTED else [])


def test_what_was_not_approved_was_not_sent():
    order = an_order("Baclofen", "Aspirin")
    order.lines.filter(medicine_name="Baclofen").update(approved_quantity=0)

    assert listed(moved(order, OrderState.SHIPPED)) == ["Aspirin 10 mg (PDF, 1 KB)"]


def test_the_page_links_to_them(client):
    order = moved(an_order("Baclofen"), OrderState.SHIPPED)
    link = order_page(order, now=timezone.now())["leaflets"][0]
    session = client.session
    session["orders"] = [order.number]
    session.save()

    page = text_of(client.get(order.get_absolute_url()))

    assert "Read before you take it" in page
    assert f'href="{link.url}"' in client.get(order.get_absolute_url()).content.decode()
    assert client.get(link.url)["Content-Type"] == "application/pdf"
