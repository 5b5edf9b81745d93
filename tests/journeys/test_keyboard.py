"""The whole purchase without a mouse: every step is reached by Tab and pressed by a key."""

import pytest
from playwright.sync_api import Locator, Page, expect

from catalog.demo.shopfacts import add_demo_facts
from checkout.demo.delivery import load_demo_delivery
from checkout.order.models import Order
from tests.factories import a_category, baclofen
from tests.journeys.patient import PATIENT, PRESCRIBER
from tests.journeys.test_purchase import SAM

pytestmark = pytest.mark.django_db(transaction=True)
# More stops than any page of the shop has.
MOST_STOPS = 150
IS_FOCUSED = "element => element === document.activeElement"
IS_SEEN = """element => {
    const style = getComputedStyle(element);
    return style.outlineStyle !== "none" || element.matches(".vh") || style.boxShadow !== "none";
}"""


class Keyboard:
    """Somebody who uses nothing else; what has the focus has to be seen."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def go_to(self, wanted: Locator) -> None:
        for _ in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            if wanted.evaluate(IS_FOCUSED):
                assert wanted.evaluate(IS_SEEN), wanted
                return
        raise AssertionError(f"Tab never comes to {wanted}.")

    def press(self, wanted: Locator, key: str = "Enter") -> None:
        self.go_to(wanted)
        self.page.keyboard.press(key)

    def type(self, wanted: Locator, text: str) -> None:
        self.go_to(wanted)
        self.page.keyboard.type(text)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name)

    def link(self, name: str) -> Locator:
        return self.page.get_by_role("main").get_by_role("link", name=name, exact=True)

    def field(self, name: str) -> Locator:
        return self.page.locator(f"[name={name}]")


@pytest.fixture
def keyboard(sandbox, page):
    baclofen(category=a_category())
    load_demo_delivery()
    add_demo_facts()
    return Keyboard(page)


def test_a_purchase_by_keyboard_alone(keyboard, sandbox):
    page = keyboard.page
    page.goto("/")
    keyboard.type(page.get_by_role("main").get_by_role("combobox"), "baclofen")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    keyboard.press(keyboard.link("Baclofen"))
    page.wait_for_url("**/medicines/baclofen/**")

    add_packs(keyboard)
    go_to_the_review(keyboard)
    keyboard.press(page.get_by_label("I accept"), "Space")
    keyboard.press(keyboard.button("Order with obligation to pay"))
    page.wait_for_url("**/c/pay/**")
    keyboard.press(keyboard.button("Pay"))

    page.wait_for_url("**/orders/*/")
    expect(page.get_by_role("main")).to_contain_text("Your card is held now")
    assert Order.objects.get().status == "awaiting_pharmacist"


# Presses whatever takes the focus over, before the visitor could have seen it.
PRESS_AT_ONCE = """() => addEventListener("focusin", ({ target }) => {
    if (target.id.startsWith("more-")) setTimeout(() => target.click());
}, { once: true })"""


def test_what_takes_the_focus_over_works_at_once(keyboard):
    """Pressed in the very moment of the swap, a button answers in place: no page is opened."""
    page = keyboard.page
    page.goto("/medicines/baclofen/?dosage=25mg")
    keyboard.go_to(keyboard.button("Add 30 pills of 25 mg"))
    page.evaluate(PRESS_AT_ONCE)
    page.keyboard.press("Enter")
    expect(page.locator("#cart-panel")).to_contain_text("Your cart: 2 packs")


def add_packs(keyboard: Keyboard) -> None:
    """30 pills of 25 mg, chosen by the arrow keys, and one more by the stepper."""
    page = keyboard.page
    keyboard.go_to(page.get_by_role("radio", name="10 mg"))
    page.keyboard.press("ArrowRight")
    keyboard.press(keyboard.button("Add 30 pills of 25 mg"))
    more = keyboard.button("Add one more pack of 30 pills of 25 mg")
    # The button is gone: the focus is on what took its place.
    expect(more).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#cart-panel")).to_contain_text("Your cart: 2 packs")
    keyboard.press(keyboard.link("View cart"))
    page.wait_for_url("**/cart/")


def go_to_the_review(keyboard: Keyboard) -> None:
    page = keyboard.page
    keyboard.press(keyboard.link("Go to checkout"))
    page.wait_for_url("**/checkout/details/")
    for name, value in SAM.items():
        keyboard.type(keyboard.field(name), value)
    page.keyboard.press("Enter")
    page.wait_for_url("**/checkout/delivery/")
    keyboard.go_to(page.get_by_role("radio").first)
    page.keyboard.press("Enter")
    page.wait_for_url("**/checkout/patient/")
    for name, value in PATIENT.items():
        keyboard.type(keyboard.field(name), value)
    keyboard.go_to(page.get_by_role("radio", name="Upload").first)
    page.keyboard.press("ArrowDown")
    for name, value in PRESCRIBER.items():
        keyboard.type(keyboard.field(name), value)
    page.keyboard.press("Enter")
    page.wait_for_url("**/checkout/review/")
