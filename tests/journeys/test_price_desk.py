"""Staff at the pricing desk, in a real browser, with the script and without."""

import re
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from catalog.demo.staff import add_demo_staff
from tests.factories import baclofen
from tests.journeys.staff import note, open_medicine, row_of, shown, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def medicine():
    add_demo_staff()
    return baclofen()


def pack_of(medicine, units, dosage="10mg"):
    return medicine.children.get(units=units, dosage__label=dosage)


def test_a_price_is_changed_and_the_shop_says_it_on_the_next_request(page, medicine):
    shopper = page.context.new_page()
    shopper.goto("/medicines/baclofen/")
    expect(shopper.locator("body")).to_contain_text("$68.00")

    sign_in(page, "prices@example.com")
    page.get_by_role("link", name="Medicines", exact=True).click()
    page.locator("#searchbar").fill("baclo")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Baclofen").click()

    row = row_of(page, pack_of(medicine, 90))
    assert shown(row, "unit") == "$0.76"
    row.locator("[data-price]").fill("66.50")
    assert shown(row, "change") == "−$1.50 was $68.00"
    assert shown(row, "unit") == "$0.74"
    assert shown(row, "saving") == "−15% was −13%"
    expect(page.get_by_role("status").filter(has_text="1 change")).to_be_visible()
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("$68.00 → $66.50")).to_be_visible()
    shopper.reload()
    body = shopper.locator("body")
    expect(body).to_contain_text("$66.50")
    expect(body).to_contain_text("$0.74")
    expect(body).to_contain_text("−15%")
    page.get_by_role("link", name="View on site").click()
    expect(page).to_have_url(re.compile("/medicines/baclofen/$"))


def test_the_same_without_javascript(open_page, medicine):
    page = open_page(java_script_enabled=False)
    open_medicine(page, medicine)
    pack = pack_of(medicine, 90)

    page.locator(f"#pack-{pack.pk}-price").fill("66.50")
    page.get_by_role("button", name="Save").click()

    row = row_of(page, pack)
    assert [shown(row, name) for name in ("unit", "list", "saving")] == ["$0.74", "$78.00", "−15%"]
    page.get_by_role("link", name="View on site").click()
    expect(page.locator("body")).to_contain_text("$66.50")
    expect(page.locator("body")).to_contain_text("−15%")


def test_a_dosage_with_more_packs_than_offered_is_added_in_one_save(page, medicine):
    open_medicine(page, medicine, "owner@example.com")
    page.get_by_text("Add a dosage").click()
    card = page.locator(".new-dosage")
    card.get_by_label("Dosage", exact=True).fill("5 mg")
    for number, units in enumerate((30, 60, 90, 120, 180, 270)):
        card.locator("[data-units]").nth(number).fill(str(units))
        card.locator("[data-price]").nth(number).fill(str(20 + 10 * number))
    assert shown(card.locator("tr[data-pack]").nth(5), "best") == "Best per pill"

    page.get_by_role("button", name="Save").click()

    expect(page.get_by_role("heading", name=re.compile("Baclofen 5.mg"))).to_be_visible()
    assert medicine.dosages.get(label="5mg").packs.count() == 6


def test_a_dosage_with_its_packs_is_added_without_javascript(open_page, medicine):
    page = open_page(java_script_enabled=False)
    open_medicine(page, medicine, "owner@example.com")
    page.get_by_text("Add a dosage").click()
    card = page.locator(".new-dosage")
    card.get_by_label("Dosage", exact=True).fill("5 mg")
    for number, units in enumerate((30, 60)):
        card.locator("[data-units]").nth(number).fill(str(units))
        card.locator("[data-price]").nth(number).fill(str(20 + number))

    page.get_by_role("button", name="Save").click()

    assert medicine.dosages.get(label="5mg").packs.count() == 2


def test_an_error_keeps_the_page_and_takes_the_focus(page, medicine):
    open_medicine(page, medicine)
    row = row_of(page, pack_of(medicine, 60))
    row.locator("[data-price]").fill("151.005")
    assert note(row) == "Use at most two decimals: 151.005 has 3."
    assert shown(row_of(page, pack_of(medicine, 90)), "list") == "$78.00"

    page.get_by_role("button", name="Save").click()

    expect(row.locator("[data-price]")).to_be_focused()
    expect(row.locator("[data-price]")).to_have_value("151.005")
    row.locator("[data-price]").press("Escape")
    expect(row.locator("[data-price]")).to_have_value("52.00")
    assert note(row) == ""


def test_warnings_are_read_before_a_price_is_saved(page, medicine):
    open_medicine(page, medicine)
    row = row_of(page, pack_of(medicine, 360))
    expect(page.get_by_label("I have read the warnings")).to_be_hidden()

    row.locator("[data-price]").fill("251.00")
    expect(page.get_by_role("status").filter(has_text="1 change, 2 warnings")).to_be_visible()
    assert note(row).startswith("Dearer per pill than the 270-pill pack: $0.70 against $0.62.")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_label("I have read the warnings")).to_be_focused()
    assert pack_of(medicine, 360).stockrecords.get().price == Decimal("218.00")
    page.get_by_label("I have read the warnings").check()
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("$218.00 → $251.00")).to_be_visible()
    expect(page.get_by_label("I have read the warnings")).to_be_hidden()
    assert note(row_of(page, pack_of(medicine, 360))).startswith("Dearer per pill")


def test_the_base_pack_moves_and_both_are_seen(page, medicine):
    open_medicine(page, medicine)
    row_of(page, pack_of(medicine, 60)).locator("[data-price]").fill("54.00")

    said = page.get_by_text("You are moving the base pack.")
    expect(said).to_contain_text("so 5 struck prices and savings move")
    assert shown(row_of(page, pack_of(medicine, 90)), "list") == "$81.00 was $78.00"

    page.get_by_role("button", name="Undo all").click()

    expect(said).to_be_hidden()


def test_warnings_are_read_without_javascript(open_page, medicine):
    page = open_page(java_script_enabled=False)
    open_medicine(page, medicine)
    page.locator(f"#pack-{pack_of(medicine, 360).pk}-price").fill("251.00")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("Dearer per pill than the 270-pill pack")).to_be_visible()
    page.get_by_label("I have read the warnings").check()
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("$218.00 → $251.00")).to_be_visible()


def test_what_a_unit_costs_gives_each_pack_its_margin(page, medicine):
    open_medicine(page, medicine)
    cost = page.get_by_label("Cost per pill $").first
    row = row_of(page, pack_of(medicine, 60))

    cost.fill("0.31")
    assert shown(row, "margin") == "64%"
    cost.fill("0.31x")
    expect(page.get_by_text("Enter a cost as digits, like 0.31.")).to_be_visible()
    cost.fill("0.31")
    expect(page.get_by_text("Enter a cost as digits, like 0.31.")).to_be_hidden()
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_label("Cost per pill $").first).to_have_value("0.31")
    assert shown(row_of(page, pack_of(medicine, 60)), "margin") == "64%"


def test_packs_are_copied_to_another_dosage(page, medicine):
    open_medicine(page, medicine)
    page.get_by_text("Copy packs to…").first.click()
    page.get_by_role("link", name="25 mg", exact=True).click()

    expect(page.get_by_text("A pack of 10 mg is filled in below")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="1 change")).to_be_visible()
    row = page.locator("tr[data-pack].is-changed")
    expect(row.locator("[data-units]")).to_have_value("360")
    row.locator("[data-price]").fill("640")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("360 pills added at $640.00")).to_be_visible()
    assert pack_of(medicine, 360, "25mg").stockrecords.get().price == Decimal("640.00")


def test_undo_all_brings_everything_back(page, medicine):
    open_medicine(page, medicine)
    first, second = (row_of(page, pack_of(medicine, units)) for units in (60, 90))
    first.locator("[data-price]").fill("54")
    second.locator("[data-sale]").uncheck()
    expect(page.get_by_role("status").filter(has_text="2 changes")).to_be_visible()
    assert shown(second, "best") == "Off sale"

    page.get_by_role("button", name="Undo all").click()

    expect(page.get_by_role("status").filter(has_text="Nothing changed")).to_be_visible()
    assert shown(first, "unit") == "$0.87"
    assert shown(second, "list") == "$78.00"


def test_a_pack_is_made_stricter_in_its_row(page, medicine):
    medicine.legal_class = "GSL"
    medicine.save()
    open_medicine(page, medicine, "owner@example.com")
    row = row_of(page, pack_of(medicine, 360))
    choice = row.get_by_label(re.compile("Class of 360 pills"))
    choice.select_option("Prescription-only")
    expect(page.get_by_role("status").filter(has_text="1 change")).to_be_visible()
    assert shown(row, "change") == "Changed"
    page.get_by_role("button", name="Undo all").click()
    expect(choice).to_have_value("")
    expect(page.get_by_role("status").filter(has_text="Nothing changed")).to_be_visible()

    choice.select_option("Prescription-only")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("class: prescription-only")).to_be_visible()
    assert pack_of(medicine, 360).legal_class == "POM"


def test_keys_walk_the_column_and_a_pasted_column_fills_it(page, medicine):
    open_medicine(page, medicine)
    prices = page.locator("[data-packs]").first.locator("[data-price]")
    prices.nth(0).focus()
    page.keyboard.press("Enter")
    expect(prices.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(prices.nth(0)).to_be_focused()

    prices.nth(0).evaluate(
        """(cell) => {
            const data = new DataTransfer();
            data.setData("text", "$50.00\\n1,066.50\\n84\\n");
            cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
        }"""
    )

    for number, value in enumerate(("50.00", "1066.50", "84", "118.00")):
        expect(prices.nth(number)).to_have_value(value)
