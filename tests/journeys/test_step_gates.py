"""Cart and checkout in a real browser, with and without mistakes, against the gates of every page.

The fixtures fail a page on errors in the console, violations of the policy and requests elsewhere.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from catalog.demo.shopfacts import add_demo_facts
from checkout.demo.delivery import load_demo_delivery
from checkout.prescriptions.models import Question
from tests import factories
from tests.journeys.gates import hindrances, shift_of_late_letters
from tests.journeys.patient import describe, tell
from tests.journeys.test_order_gates import LONG
from tests.journeys.test_purchase import SAM

STEPS = ["details", "delivery", "patient", "review"]
# Where a plain look shows the page as its visitor has it.
PAGES = ["/cart/", *(f"/checkout/{step}/" for step in STEPS)]


@pytest.fixture
def shop(live_server) -> None:
    """One long medicine whose pharmacist asks something; 60 are dearer than twice 30."""
    add_demo_facts()
    load_demo_delivery()
    medicine = factories.a_medicine(LONG, slug="long", unit="inhaler", legal_class="POM")
    dosage = factories.a_dosage(medicine, "875mg/125mg", units_on_hand=99_000)
    for units, price in [(1, "12964.00"), (2, "13000.00"), (360, "34999.99")]:
        factories.a_pack(dosage, units, price)
    for text, short, kind in (
        ("Do you have weak kidneys?", "Kidneys", "yes_no"),
        ("Since when have you been taking it, and who said so?", "Since", "text"),
    ):
        Question.objects.create(medicine=medicine, text=text, short=short, kind=kind)


@pytest.fixture
def checking_out(shop, open_page):
    """Walks one visitor from the empty cart to the review: each page, then its mistakes."""

    def walked() -> Iterator[tuple[str, Page]]:
        page = open_page()
        page.goto("/cart/")
        yield "empty cart", page
        page.goto("/medicines/long/")
        for _ in range(2):
            button = page.get_by_role("button", name=" 1 inhaler").last
            button.click()
            expect(page.get_by_role("button", name="Take out one")).to_have_count(1)
        yield "medicine with the cart's panel", page
        page.goto("/cart/")
        yield "cart with a swap", page
        page.goto("/checkout/details/")
        yield from _step(page, "details")
        for name, value in SAM.items():
            page.locator(f"[name={name}]").fill(value)
        _go_on(page, to="delivery")
        yield "delivery", page
        _go_on(page, to="patient")
        yield from _step(page, "patient")
        for way in ("Upload it now", "I will add it later"):
            page.get_by_text(way).click()
            yield f"patient: {way}", page
        describe(page)
        page.locator("[name^=question_]:not([type=radio])").fill("for a year")
        tell(page)
        page.wait_for_url("**/checkout/review/")
        yield from _step(page, "review")

    return walked


def _step(page: Page, name: str) -> Iterator[tuple[str, Page]]:
    yield name, page
    page.locator("main form:has(.btn--solid) .btn--solid").last.click()
    page.get_by_role("alert").first.wait_for()
    yield f"{name} with mistakes", page


def _go_on(page: Page, *, to: str) -> None:
    page.locator("main form button").last.click()
    page.wait_for_url(f"**/checkout/{to}/")


def test_no_step_hinders_anybody(checking_out):
    found = {name: hindrances(page) for name, page in checking_out()}

    assert found == dict.fromkeys(found, [])
    assert len(found) >= 12


def test_nothing_moves_when_the_letters_come_late(checking_out):
    [*_, (_name, page)] = checking_out()
    for path in PAGES:
        page.goto(path)
        assert shift_of_late_letters(page) == 0, path
