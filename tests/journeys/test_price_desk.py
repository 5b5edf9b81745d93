"""Staff at the pricing desk, in a real browser, with the script and without."""

import re
from decimal import Decimal
from random import Random

import pytest
from django.core.exceptions import ValidationError
from playwright.sync_api import expect

from catalog.admin.price_fields import price_typed, units_typed
from catalog.demo.staff import add_demo_staff
from catalog.money import price as money
from catalog.pricing import price_table
from tests.factories import a_dosage, a_medicine, a_pack, baclofen
from tests.journeys.staff import note, row_of, shown, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def medicine():
    add_demo_staff()
    return baclofen()


def pack_of(medicine, units, dosage="10mg"):
    return medicine.children.get(units=units, dosage__label=dosage)


def open_medicine(page, medicine, email="prices@example.com"):
    sign_in(page, email, f"/admin/catalogue/medicine/{medicine.pk}/change/")
    page.wait_for_url("**/change/")


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
        card.locator("[data-price]").nth(number).fill("20")

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


def random_tables(seed: int, count: int):
    """Packs of one dosage: tiny and huge, cheap and dear, ties and packs off sale."""
    random = Random(seed)
    for _ in range(count):
        sizes = random.sample([*range(1, 40), 60, 90, 120, 365, 999, 12_345, 999_999], 5)
        top = random.choice([50, 1_000, 100_000, 9_999_999_999])
        prices = [Decimal(random.randint(1, top)) / 100 for _ in sizes]
        if random.random() < 0.3:
            prices = [Decimal(units) * 7 / 100 for units in sizes]  # a tie all along
        yield [
            (units, price.quantize(Decimal("0.01")), random.random() < 0.85)
            for units, price in zip(sizes, prices, strict=True)
        ]


def expected(packs) -> list[list[str]]:
    """Per unit, list price, saving and standing of each pack, as catalog/pricing.py has it."""
    on_sale = price_table((units, price) for units, price, sold in packs if sold)
    offers = {offer.units: offer for offer in on_sale}
    return [_cells(offers.get(units)) for units, _price, _sold in packs]


def _cells(offer) -> list[str]:
    if offer is None:
        return ["", "", "", "Off sale", ""]
    standing = "Best per pill" if offer.is_best else "" if offer.base else "Base"
    return [
        money(offer.unit_price),
        money(offer.list_price) if offer.list_price else "",
        f"−{offer.saving}%" if offer.saving else "",
        standing,
        "dearer" if offer.dearer_than_base else "",
    ]


TYPE_AND_READ = """(packs) => {
    const rows = [...document.querySelectorAll("tr[data-pack]")].slice(0, packs.length);
    packs.forEach(([units, price, sold], index) => {
        rows[index].querySelector("[data-units]").value = units;
        rows[index].querySelector("[data-price]").value = price;
        rows[index].querySelector("[data-sale]").checked = sold;
    });
    rows[0].querySelector("[data-price]").dispatchEvent(new Event("input", { bubbles: true }));
    const text = (row, name) => {
        const first = row.querySelector(`[data-show=${name}]`).firstChild?.textContent ?? "";
        return first === "none" ? "" : first;
    };
    return rows.map((row) => [
        ...["unit", "list", "saving", "best"].map((name) => text(row, name)),
        row.nextElementSibling.textContent.trim().startsWith("Dearer per pill") ? "dearer" : "",
    ]);
}"""


def test_the_preview_computes_what_the_shop_computes(page):
    add_demo_staff()
    medicine = a_medicine("Any")
    dosage = a_dosage(medicine)
    for units in (10, 20, 30, 40, 50):
        a_pack(dosage, units, "10.00")
    open_medicine(page, medicine)

    for packs in random_tables(seed=20261122, count=300):
        typed = [[str(units), str(price), sold] for units, price, sold in packs]
        assert page.evaluate(TYPE_AND_READ, typed) == expected(packs), packs


def said_by_the_shop(units: str, price: str) -> str:
    words = []
    for check in (lambda: units_typed(units, "pills"), lambda: price_typed(price)):
        try:
            check()
        except ValidationError as refused:
            words += refused.messages
    return "\n".join(words)


TYPED = [
    ("10", "5"),
    ("", "5"),
    ("0", "5"),
    ("-1", "5"),
    ("1.5", "5"),
    ("1000000", "5"),
    ("010", "05.5"),
    ("10", ""),
    ("10", "."),
    ("10", "5."),
    ("10", ".5"),
    ("10", "0"),
    ("10", "-5"),
    ("10", "0.004"),
    ("10", "151.005"),
    ("10", "5,50"),
    ("10", "$5"),
    ("10", "1e3"),
    ("10", "99999999.99"),
    ("10", "100000000"),
    ("x", "y"),
]


def test_the_script_refuses_what_the_shop_refuses_in_the_same_words(page):
    add_demo_staff()
    medicine = a_medicine("Any")
    a_pack(a_dosage(medicine), 10, "10.00")
    open_medicine(page, medicine)
    row = page.locator("tr[data-pack]").first

    for units, price in TYPED:
        row.locator("[data-units]").fill(units)
        row.locator("[data-price]").fill(price)
        assert note(row) == said_by_the_shop(units, price), (units, price)
