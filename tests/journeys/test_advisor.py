"""From how many are needed to the packs in the cart, and to the same number for less."""

import pytest
from playwright.sync_api import Page, expect

from tests import factories
from tests.checkout.shopping import a_delivery_method
from tests.journeys.test_purchase import add

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop():
    a_delivery_method()
    return factories.baclofen(category=factories.a_category())


def ask(page: Page, **numbers: str) -> None:
    for label, number in numbers.items():
        page.get_by_label(label.replace("_", " ")).fill(number)
    page.get_by_role("button", name="Find the cheapest packs").click()


def test_three_a_day_for_seventy_days_are_two_packs_in_one_click(shop, page):
    page.goto("/medicines/baclofen/")
    ask(page, Pills_a_day="3", Days="70")
    found = page.get_by_text("210 pills of 10 mg, exactly")
    expect(found).to_be_visible()
    expect(page.locator("#advisor [autofocus]")).to_be_focused()

    page.get_by_role("button", name="Add these packs to cart").click()

    expect(page.locator("#cart-panel")).to_contain_text("Your cart: 2 packs")
    expect(page.locator(".packs .stepper")).to_have_count(2)
    expect(page.locator("#cart-said")).to_contain_text("$153.00")


def test_the_dosage_that_is_chosen_is_advised_and_a_mistake_takes_the_focus(shop, page):
    page.goto("/medicines/baclofen/")
    page.get_by_text("25 mg").first.click()
    ask(page, Or_pills_in_all="many")
    field = page.get_by_label("Or pills in all")
    expect(field).to_be_focused()
    expect(field).to_have_accessible_description("Enter a number, such as 3.")
    ask(page, Or_pills_in_all="90")
    expect(page.get_by_text("90 pills of 25 mg, exactly")).to_be_visible()


def test_a_set_that_is_gone_meanwhile_says_so_where_it_was_pressed(shop, page):
    page.goto("/medicines/baclofen/?units=120")
    factories.put_on_the_shelf(0)
    page.get_by_role("button", name="Add this pack to cart").click()
    expect(page.locator("#set-said")).to_contain_text("sold out")


@pytest.mark.parametrize("javascript", [True, False])
def test_two_small_packs_become_one_large_pack(shop, open_page, javascript):
    page = open_page(java_script_enabled=javascript)
    page.goto("/medicines/baclofen/")
    add(page, "Add 60 pills of 10", javascript=javascript)
    page.goto("/cart/")
    page.get_by_role("button", name="Add one more pack of Baclofen 10 mg, 60").click()
    saves = page.get_by_text("instead of 2 packs of 60 pills saves $19.00").first
    expect(saves).to_be_visible()

    page.get_by_role("button", name="Swap").click()

    expect(page.get_by_role("main")).to_contain_text("$85.00")
    expect(page.get_by_role("button", name="Swap")).to_have_count(0)


def test_without_javascript_the_set_leads_to_the_cart(shop, open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/medicines/baclofen/")
    ask(page, Or_pills_in_all="210")
    page.get_by_role("button", name="Add these packs to cart").click()
    page.wait_for_url("**/cart/**")
    expect(page.get_by_role("main")).to_contain_text("Added:")
    expect(page.get_by_role("main")).to_contain_text("$153.00")
