"""Every page of an order in a real browser, against the gates of reach, room and calm.

The fixtures fail a page on errors in the console, violations of the policy and requests elsewhere.
"""

import pytest

from catalog.demo.shopfacts import add_demo_facts
from tests import factories
from tests.journeys import orders
from tests.journeys.gates import beyond_with_text_twice_as_large, hindrances, shift_of_late_letters

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

    def walked(*, width=390, **options):
        page = open_page(viewport={"width": width, "height": 844}, **options)
        for name in PAGES:
            page.goto(addresses[name])
            if name == "receipt":
                page.get_by_role("link", name="Receipt").click()
            yield name, page

    return walked


def nothing() -> dict[str, list[str]]:
    return {name: [] for name in PAGES}


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (390, "dark"), (1280, "light")])
def test_no_page_hinders_anybody(tour, width, scheme):
    found = {name: hindrances(page) for name, page in tour(width=width, color_scheme=scheme)}

    assert found == nothing()


def test_nothing_reaches_beyond_a_phone_with_text_twice_as_large(tour):
    found = {name: beyond_with_text_twice_as_large(page) for name, page in tour()}

    assert found == nothing()


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_when_the_letters_come_late(tour, width):
    shifts = {name: shift_of_late_letters(page) for name, page in tour(width=width)}

    assert shifts == dict.fromkeys(PAGES, 0)
