"""Every page of an order in a real browser, against the gates of reach, room and calm.

The fixtures fail a page on errors in the console, violations of the policy and requests elsewhere.
"""

import pytest

from catalog.demo.shopfacts import add_demo_facts
from tests import factories
from tests.journeys import orders
from tests.journeys.gates import hindrances, shift_of_late_letters

LONG = "Fluticasone propionate, salmeterol xinafoate and amoxicillin with clavulanate potassium"
PAGES = [
    "lost",  # before a link opens this very order
    "not paid",
    "declined",
    "approved, to be paid",
    "being released",
    "charged, partly refunded",
    "receipt",
    "find",
    "link sent",
]


@pytest.fixture
def addresses(live_server, settings) -> dict[str, str]:
    """Where each page is, and for whom a link has to open it first."""
    settings.SITE_URL = live_server.url
    add_demo_facts()
    dosage = factories.a_dosage(
        factories.a_medicine(LONG, unit="inhaler"), "875mg/125mg", units_on_hand=99_000
    )
    large = factories.a_pack(dosage, 360, "12964.00")
    small = factories.a_pack(dosage, 1, "51.45")
    packs = {large: 1, small: 2}
    declined = {"decline_reason": "insufficient_funds"}
    refunded = orders.a_refunded_order(packs)
    opened = {
        "not paid": orders.an_order(packs, "awaiting_payment", "session_open"),
        "declined": orders.an_order(packs, "awaiting_payment", "session_open", **declined),
        "approved, to be paid": orders.an_order(packs, "approved_awaiting_payment", "lapsed"),
        "being released": orders.an_order(packs, "cancelled", "releasing"),
        "charged, partly refunded": refunded,
        "receipt": refunded,
    }
    links = {name: orders.mailed(order) for name, order in opened.items()}
    number = refunded.number
    return links | {
        "lost": f"/orders/{number}/",
        "find": "/orders/find/",
        "link sent": "/orders/find/sent/",
    }


@pytest.fixture
def tour(addresses, open_page):
    """Walks one visitor through all pages: each with the browser's page that stands on it."""

    def walked():
        page = open_page()
        for name in PAGES:
            page.goto(addresses[name])
            if name == "receipt":
                page.get_by_role("link", name="Receipt").click()
            yield name, page

    return walked


def nothing() -> dict[str, list[str]]:
    return {name: [] for name in PAGES}


def test_no_page_hinders_anybody(tour):
    found = {name: hindrances(page) for name, page in tour()}

    assert found == nothing()


def test_nothing_moves_when_the_letters_come_late(tour):
    shifts = {name: shift_of_late_letters(page) for name, page in tour()}

    assert shifts == dict.fromkeys(PAGES, 0)
