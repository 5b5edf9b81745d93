"""A price editor with a spreadsheet: out, changed, in with a slip, in again, applied."""

from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from catalog.demo.staff import add_demo_staff
from catalog.models import Pack
from catalog.prices.sheet_reading import read_next_sheet
from tests.factories import a_dosage, a_medicine, a_pack, baclofen
from tests.journeys.staff import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def medicine():
    add_demo_staff()
    a_pack(a_dosage(a_medicine("Tizanidine"), "4mg"), 30, "33.00")
    return baclofen()


def edited(path: Path, **cells) -> dict[str, object]:
    """The file with other cells, as a browser is given it."""
    book, file = load_workbook(path), BytesIO()
    for name, value in cells.items():
        book.active[name] = value
    book.save(file)
    return {"name": "autumn-prices.xlsx", "mimeType": XLSX, "buffer": file.getvalue()}


def choose(page: Page, label: str, file: dict[str, object], button: str) -> None:
    page.get_by_label(label).set_input_files([file])
    page.get_by_role("button", name=button).click()
    expect(page.get_by_text("Waiting to be read")).to_be_visible()
    read_next_sheet(timezone.now())


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_prices_are_changed_in_a_spreadsheet(open_page, medicine, script, tmp_path):
    page = open_page(java_script_enabled=script)
    sign_in(page, "prices@example.com")
    page.get_by_role("link", name="Prices", exact=True).click()
    page.locator("#searchbar").fill("baclofen")
    page.get_by_role("button", name="Search").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Export XLSX").click()
    download.value.save_as(tmp_path / "prices.xlsx")
    page.get_by_role("link", name="Import").click()

    slip = edited(tmp_path / "prices.xlsx", D2=54, D3="66,5o")
    choose(page, "File of prices", slip, "Check the file")

    expect(page.get_by_text("1 error: nothing has been changed")).to_be_visible()
    row = page.get_by_role("row", name="66,5o")
    expect(row).to_contain_text("“66,5o” has a letter o. Write 66.50.")
    expect(page.get_by_role("button", name="Apply")).to_have_count(0)

    corrected = edited(tmp_path / "prices.xlsx", D2=54, D3=66.5)
    choose(page, "The corrected file", corrected, "Check again")

    same = page.get_by_role("listitem").filter(has_text="rows say the same as now")
    expect(same).to_contain_text("10")
    expect(page.get_by_text("You are moving the base pack.").first).to_be_visible()
    expect(page.get_by_role("row", name="60 pills row 2")).to_contain_text("$54.00")
    page.get_by_label("I have read the warnings").check()
    page.get_by_label("Why, kept in the history").fill("Autumn")
    page.get_by_role("button", name="Apply 2 prices").click()

    expect(page.get_by_text("2 prices are changed.")).to_be_visible()
    page.goto("/medicines/baclofen/")
    for price in ("$54.00", "$66.50"):
        expect(page.locator("body")).to_contain_text(price)
    pack = Pack.objects.get(parent=medicine, units=90, dosage__label="10mg")
    assert pack.stockrecords.get().price == Decimal("66.50")
