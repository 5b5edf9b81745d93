"""Many prices at once in a real browser: chosen, previewed, applied, looked up, undone."""

from decimal import Decimal

import pytest
from playwright.sync_api import expect

from catalog.demo.staff import add_demo_staff
from catalog.models import Pack
from tests.factories import a_dosage, a_medicine, a_pack, baclofen
from tests.journeys.staff import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop():
    add_demo_staff()
    a_pack(a_dosage(a_medicine("Tizanidine"), "4mg"), 30, "33.00")
    return baclofen()


def price_of(medicine, units) -> Decimal:
    pack = Pack.objects.get(parent=medicine, units=units, dosage__label="10mg")
    return pack.stockrecords.get().price


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_five_percent_less_for_baclofen_is_applied_and_undone(open_page, shop, script):
    page = open_page(java_script_enabled=script)
    sign_in(page, "prices@example.com")
    page.get_by_role("link", name="Prices", exact=True).click()
    page.locator("#searchbar").fill("baclofen")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_text("12 packs").first).to_be_visible()
    for box in page.locator("input[name=_selected_action]").all():
        box.check()
    page.get_by_label("Action:").select_option("Change prices…")
    page.get_by_role("button", name="Go").click()

    page.get_by_label("By how much").fill("−5 %")
    page.get_by_label("Round to").select_option(".99, nearest")
    page.get_by_role("button", name="Preview").click()

    expect(page.get_by_role("heading", name="Change 12 prices")).to_be_visible()
    expect(page.get_by_text("You are moving the base pack.").first).to_be_visible()
    row = page.get_by_role("row", name="360 pills")
    expect(row).to_contain_text("$206.99")
    page.get_by_label("Change Baclofen 10 mg, 90 pills").uncheck()
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("heading", name="Change 11 prices")).to_be_visible()
    page.get_by_role("button", name="Apply 11 prices").click()
    expect(page.get_by_text("tick “I have read the warnings”, then apply")).to_be_visible()
    assert price_of(shop, 360) == Decimal("218.00")
    page.get_by_label("I have read the warnings").check()
    page.get_by_label("Why, kept in the history").fill("Autumn")
    page.get_by_role("button", name="Apply 11 prices").click()

    expect(page.get_by_text("11 prices are changed.")).to_be_visible()
    assert (price_of(shop, 360), price_of(shop, 90)) == (Decimal("206.99"), Decimal("68.00"))
    page.goto("/medicines/baclofen/")
    expect(page.locator("body")).to_contain_text("$206.99")

    page.goto("/admin/catalogue/pack/?q=baclofen")
    page.get_by_role("link", name="360 pills").click()
    expect(page.get_by_role("row", name="Autumn")).to_contain_text("−$11.01")
    expect(page.get_by_role("img", name="The price as steps over time")).to_be_visible()
    page.get_by_role("button", name="Undo with all changed then").click()
    expect(page.get_by_role("heading", name="Undo price changes")).to_be_visible()
    page.get_by_label("I have read the warnings").check()
    page.get_by_role("button", name="Apply 11 prices").click()

    expect(page.get_by_text("11 prices are changed.")).to_be_visible()
    assert price_of(shop, 360) == Decimal("218.00")


def test_a_price_is_looked_up_and_restored(page, shop):
    sign_in(page, "prices@example.com", f"/admin/catalogue/medicine/{shop.pk}/change/")
    pack = Pack.objects.get(parent=shop, units=90, dosage__label="10mg")
    page.locator(f"#pack-{pack.pk}-price").fill("66.50")
    page.get_by_label("Why, kept in the history").fill("Matches the 120-pill rate")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("$68.00 → $66.50")).to_be_visible()

    page.get_by_role("link", name="What 90 pills of 10 mg cost").click()
    expect(page.get_by_role("row", name="Matches the 120-pill rate")).to_contain_text("Priya Nair")
    page.get_by_role("button", name="Restore $68.00").click()

    expect(page.get_by_text("It costs $68.00 again.")).to_be_visible()
    assert price_of(shop, 90) == Decimal("68.00")
