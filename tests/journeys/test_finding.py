"""Finding a medicine in a real browser: by typing, by keyboard, by narrowing a list."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from checkout.demo.delivery import load_demo_delivery
from tests.factories import a_category, a_dosage, a_medicine, a_pack, a_substance, baclofen
from tests.journeys.gates import hindrances

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"width": 390, "height": 844}
ADDED = "Add 90 pills of 10 mg, $68.00, to cart"


@pytest.fixture
def shop(live_server):
    """Baclofen, and a few medicines beside it."""
    category = a_category("Muscle relaxants")
    medicine = baclofen(category=category)
    a_substance("baclofen", other_names="lioresal", medicines=[medicine])
    load_demo_delivery()
    for name, form, legal_class in (
        ("Bacitracin", "Cream", "GSL"),
        ("Tizanidine", "Capsules", "POM"),
        ("Methocarbamol", "Tablets", "POM"),
    ):
        other = a_medicine(name, form=form, legal_class=legal_class, category=category)
        a_pack(a_dosage(other), 60, "12.00")


def field(page: Page, place: str = "main") -> Locator:
    return page.locator(f"{place} .search input[name=q]")


def options(page: Page) -> Locator:
    return page.locator(".suggested").get_by_role("option")


def chosen(page: Page) -> Locator:
    return page.locator("[role=option][aria-selected=true]")


def told(page: Page, place: str = "main") -> Locator:
    return page.locator(f"{place} .search [role=status]")


def test_a_misspelt_name_is_found_with_the_keyboard_and_bought(page, shop):
    page.goto("/")
    field(page).focus()
    page.keyboard.type("baclofn")
    expect(options(page)).to_have_count(1)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=baclofn")
    expect(page.locator("main")).to_contain_text("Showing results for “baclofen”.")
    page.get_by_role("link", name="Baclofen").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/medicines/baclofen/")
    page.get_by_role("button", name=ADDED).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=ADDED)).to_have_count(0)
    page.goto("/cart/")
    expect(page.locator("main")).to_contain_text("$68.00")


@pytest.mark.parametrize("place", ["main", ".top"])
def test_arrow_keys_choose_and_enter_follows(page, shop, place):
    page.goto("/")
    field(page, place).press_sequentially("bac")
    expect(options(page)).to_have_count(2)
    expect(told(page, place)).to_have_text("2 suggestions")
    expect(field(page, place)).to_have_attribute("aria-expanded", "true")
    expect(chosen(page)).to_have_count(0)

    page.keyboard.press("ArrowDown")
    expect(chosen(page)).to_contain_text("Bacitracin")
    expect(field(page, place)).to_have_attribute(
        "aria-activedescendant", chosen(page).get_attribute("id")
    )
    page.keyboard.press("ArrowDown")
    expect(chosen(page)).to_contain_text("Baclofen")
    page.keyboard.press("ArrowDown")
    expect(chosen(page)).to_have_count(0)
    page.keyboard.press("ArrowUp")
    expect(chosen(page)).to_contain_text("Baclofen")
    page.keyboard.press("Enter")
    page.wait_for_url("**/medicines/baclofen/")


def test_escape_closes_and_leaves_what_was_typed(page, shop):
    page.goto("/")
    field(page).press_sequentially("bac")
    expect(options(page)).to_have_count(2)
    page.keyboard.press("Escape")
    expect(options(page)).to_have_count(0)
    expect(field(page)).to_have_value("bac")
    expect(field(page)).to_have_attribute("aria-expanded", "false")
    expect(field(page)).not_to_have_attribute("aria-controls", re.compile("."))
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=bac")


def test_a_suggestion_can_be_pressed(open_page, shop):
    page = open_page(viewport=PHONE, has_touch=True)
    page.goto("/medicines/baclofen/")
    page.get_by_role("button", name="Search").click()
    field(page, ".top").press_sequentially("lior")
    options(page).get_by_text("another name of Baclofen").tap()
    page.wait_for_url("**/medicines/baclofen/")


def test_suggestions_close_when_the_field_is_left(page, shop):
    page.goto("/")
    field(page).press_sequentially("bac")
    expect(options(page)).to_have_count(2)
    page.keyboard.press("Tab")
    expect(options(page)).to_have_count(0)


def test_nothing_is_asked_before_two_letters_and_once_for_a_word_typed_in_one_go(page, shop):
    asked = []
    page.on("request", lambda request: "suggestions" in request.url and asked.append(request.url))
    page.goto("/")
    field(page).press_sequentially("b")
    field(page).press_sequentially("aclofen")
    expect(options(page)).to_have_count(1)
    assert [url.partition("?q=")[2] for url in asked] == ["baclofen"]


def test_an_answer_that_comes_late_is_dropped(page, shop):
    kept = []
    page.goto("/")
    page.route("**/suggestions/?q=bac", lambda route: kept.append(route))
    field(page).press_sequentially("bac")
    page.wait_for_event("request", lambda request: request.url.endswith("?q=bac"))
    field(page).press_sequentially("lofen")
    expect(options(page)).to_have_count(1)
    [late] = kept
    late.abort()
    expect(options(page)).to_have_count(1)
    expect(options(page)).to_contain_text("Baclofen")


def test_without_a_connection_enter_still_searches(page, shop):
    page.goto("/")
    page.route("**/suggestions/**", lambda route: route.fulfill(status=204))
    field(page).press_sequentially("bac")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=bac")


def test_without_a_script_the_field_is_a_plain_form(open_page, shop):
    page = open_page(java_script_enabled=False)
    page.goto("/")
    field(page).fill("lioresal")
    field(page).press("Enter")
    expect(page.get_by_role("link", name="Baclofen")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Also called Lioresal")


def test_open_suggestions_hinder_nobody(page, shop):
    page.goto("/search/?q=muscle")
    field(page).fill("")
    field(page).press_sequentially("muscle")
    expect(options(page)).to_have_count(5)
    page.keyboard.press("ArrowDown")
    assert hindrances(page) == []


@pytest.mark.parametrize("width", [390, 1280])
def test_a_list_is_narrowed_in_place_and_the_way_back_leads_through(open_page, shop, width):
    page = open_page(viewport={"width": width, "height": 844})
    page.goto("/categories/muscle-relaxants/")
    if width == 390:
        page.get_by_text("Filter", exact=True).click()
    rows = page.locator(".row")
    expect(rows).to_have_count(4)

    page.get_by_label("Tablets").check()
    expect(rows).to_have_count(2)
    expect(page.locator("#how-many")).to_contain_text("2 medicines")
    expect(page).to_have_url(re.compile(r"/muscle-relaxants/\?form=Tablets&min=&max=&sort=name$"))
    assert page.evaluate("document.activeElement.id") == "form-1"
    expect(page.get_by_label("Needed", exact=False).first).to_be_visible()

    page.get_by_label("Sort by").select_option("price")
    expect(rows.first).to_contain_text("Methocarbamol")
    page.locator(".chips a", has_text="Tablets").click()
    expect(rows).to_have_count(4)
    expect(page.get_by_label("Tablets")).not_to_be_checked()

    page.evaluate("history.back()")
    expect(rows).to_have_count(2)
    expect(page.get_by_label("Sort by")).to_have_value("price")
    page.evaluate("history.go(-2)")
    expect(rows).to_have_count(4)
    expect(page).to_have_url(re.compile(r"/muscle-relaxants/$"))
    expect(page.locator(".chips[aria-label=Filters]")).to_have_count(0)


def test_a_wrong_amount_is_said_in_place(page, shop):
    page.goto("/categories/muscle-relaxants/")
    page.get_by_label("From, $").fill("abc")
    page.keyboard.press("Tab")
    expect(page.locator("#min_error")).to_contain_text("Enter an amount, as in 0.25.")
    expect(page.get_by_label("From, $")).to_have_value("abc")
    assert page.evaluate("document.activeElement.id") == "max"
    assert hindrances(page) == []


def test_a_list_is_narrowed_without_a_script(open_page, shop):
    page = open_page(java_script_enabled=False)
    page.goto("/medicines/")
    page.get_by_label("Tablets").check()
    page.get_by_label("Sort by").select_option("price")
    page.get_by_role("button", name="Show medicines").click()
    expect(page.locator(".row")).to_have_count(2)
    expect(page.locator(".row").first).to_contain_text("Methocarbamol")
    page.get_by_role("link", name="Tablets").click()
    expect(page.locator(".row")).to_have_count(4)
