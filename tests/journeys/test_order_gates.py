"""Every page of an order in a real browser, against the gates of reach, room and calm.

The fixtures fail a page on errors in the console, violations of the policy and requests elsewhere.
"""

import pytest

from catalog.demo.shopfacts import add_demo_facts
from tests import factories
from tests.journeys import measures, orders
from tests.journeys.gates import beyond_the_edge, shift_of_late_letters, violations

LONG = "Fluticasone propionate, salmeterol xinafoate and amoxicillin with clavulanate potassium"
PAGES = [
    "not paid",
    "declined",
    "approved, to be paid",
    "being released",
    "charged, partly refunded",
    "receipt",
    "lost",
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
def visit(addresses, open_page):
    """Opens a page by its name for a visitor of its own: `visit("receipt", width=390)`."""

    def opened(name, *, width=390, **options):
        page = open_page(viewport={"width": width, "height": 844}, **options)
        page.add_init_script(measures.SUM_OF_LAYOUT_SHIFTS)
        page.goto(addresses[name])
        if name == "receipt":
            page.get_by_role("link", name="Receipt").click()
        return page

    return opened


def nothing() -> dict[str, list[str]]:
    return {name: [] for name in PAGES}


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (390, "dark"), (1280, "light")])
def test_axe_finds_nothing(visit, width, scheme):
    pages = {name: visit(name, width=width, color_scheme=scheme) for name in PAGES}

    assert {name: violations(page) for name, page in pages.items()} == nothing()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_reaches_beyond_the_window(visit, width):
    pages = {name: visit(name, width=width) for name in PAGES}

    assert {name: beyond_the_edge(page) for name, page in pages.items()} == nothing()


def test_nothing_reaches_beyond_a_phone_with_text_twice_as_large(visit):
    pages = {name: visit(name) for name in PAGES}
    for page in pages.values():
        page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert {name: beyond_the_edge(page) for name, page in pages.items()} == nothing()


def test_every_target_can_be_hit(visit):
    small = {name: visit(name).evaluate(measures.SMALL_TARGETS) for name in PAGES}

    assert small == nothing()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_moves_when_the_letters_come_late(visit, name, width):
    page = visit(name, width=width)

    assert shift_of_late_letters(page, page.url) == 0
