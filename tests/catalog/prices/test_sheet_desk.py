"""Price sheets in admin: exported from the list, chosen, looked at, applied or refused."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from catalog.partner.models import PriceFrom, StockRecord
from catalog.prices.models import Proposal
from catalog.prices.sheets import MOST_BYTES
from tests.catalog.admin.conftest import staff
from tests.catalog.prices.asked import packs_of, price_of, prices_now
from tests.catalog.prices.sheet_page import IMPORT, Import
from tests.catalog.prices.sheets import cells_of, csv_of, exported, xlsx
from tests.checkout.pages import text_of
from tests.factories import a_dosage, a_medicine, a_pack
from tests.html_form import HtmlForm

pytestmark = pytest.mark.django_db
LIST = reverse("admin:catalogue_pack_changelist")
EXPORTS = {kind: reverse(f"admin:catalogue_pack_export_{kind}") for kind in ("xlsx", "csv")}


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_list_is_exported_as_it_is_narrowed_down(price_editor, medicine, kind):
    a_pack(a_dosage(a_medicine("Tizanidine"), "4mg"), 30, "33.00")
    for number in range(120):  # more than a page of the list
        a_pack(packs_of(medicine)[60].dosage, 1000 + number, "1.00")
    page = price_editor.get(f"{LIST}?q=baclofen&p=2").content.decode()
    assert f'href="{EXPORTS[kind]}?q=baclofen"' in page

    answer = price_editor.get(f"{EXPORTS[kind]}?q=baclofen")

    assert f"prices.{kind}" in answer["Content-Disposition"]
    head, *rows = cells_of(b"".join(answer.streaming_content))
    assert head == ["medicine", "dosage", "units", "price", "unit", "on sale"]
    assert len(rows) == 132
    assert {row[0] for row in rows} == {"Baclofen"}
    answer.close()


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_file_may_have_a_name_of_any_letters(price_editor, medicine, monkeypatch, kind):
    monkeypatch.setattr("catalog.prices.sheet_desk._", lambda words: "τιμές")
    answer = price_editor.get(EXPORTS[kind])
    name = "%CF%84%CE%B9%CE%BC%CE%AD%CF%82"
    assert answer["Content-Disposition"] == f"attachment; filename*=utf-8''{name}.{kind}"
    answer.close()


def test_odd_filters_of_an_export_lead_to_the_list(price_editor, medicine):
    answer = price_editor.get(f"{EXPORTS['csv']}?nothing=such")
    assert answer["Location"] == f"{LIST}?e=1"


def test_more_packs_than_one_file_takes_are_not_exported(price_editor, medicine, monkeypatch):
    monkeypatch.setattr("catalog.prices.sheet_export.MOST_ROWS", 11)
    answer = price_editor.get(f"{EXPORTS['csv']}?q=baclofen", follow=True)
    assert "At most 11 packs in one file: narrow the list down first." in text_of(answer)


def test_a_file_is_read_looked_at_and_applied(price_editor, medicine):
    rows = [
        ["Baclofen", "10 mg", 60, 54],
        ["Baclofen", "10 mg", 90, 68],
        ["Baclofen", "10mg", 30, 30],
    ]
    page = Import(price_editor, xlsx(*rows))
    assert "Waiting to be read" in page.text
    assert '<meta http-equiv="refresh" content="1">' in page.html

    page.read()

    assert 'http-equiv="refresh"' not in page.html
    assert "Import: what would change" in page.text
    assert "2 prices change 1 of them is of a new pack" in page.text
    assert "1 row says the same as now" in page.text
    assert "60 pills row 2 $52.00 $54.00 +3.8%" in page.text
    assert "30 pills row 4 new $30.00" in page.text
    assert "New pack: not sold now." in page.text
    page.apply()
    assert "tick “I have read the warnings”" in page.text
    assert price_of(packs_of(medicine)[60]) == "52.00"

    page.apply(have_read="on", why="Autumn")

    assert page.is_done
    assert "2 prices are changed." in page.text
    assert {30: "30.00", 60: "54.00", 90: "68.00"}.items() <= {
        units: str(price) for units, price in prices_now(medicine).items()
    }.items()
    for units in (30, 60):
        record = PriceFrom.objects.filter(pack=packs_of(medicine)[units]).last()
        assert (record.how, record.why, record.by) == ("sheet", "Autumn", price_editor.user)


def test_errors_are_named_and_nothing_is_changed(price_editor, medicine):
    rows = [["Baclofen", "10 mg", 60, 54], ["Baclofen", "10 mg", 90, "66,5o"]]
    page = Import(price_editor, xlsx(*rows), "autumn.xlsx").read()

    assert "1 error: nothing has been changed" in page.text
    assert "autumn.xlsx · 2 rows · read in" in page.text
    assert "3 price 66,5o “66,5o” has a letter o. Write 66.50." in page.text
    assert "60 pills row 2 $52.00 $54.00" in page.text
    assert "Apply" not in page.text
    assert HtmlForm(page.html, "corrected").fields

    page.apply(have_read="on")

    assert page.status == 422
    assert "There are errors in this file: correct it, then choose it again." in page.text
    assert price_of(packs_of(medicine)[60]) == "52.00"


def test_what_is_wrong_in_a_file_is_text_on_the_page(price_editor, medicine):
    page = Import(price_editor, xlsx(["<script>", "10 mg", 60, "<b>1"]), "<i>.xlsx").read()
    assert "&lt;script&gt;" in page.html
    for raw in ("<script>1", "<b>1", "<i>.xlsx"):
        assert raw not in page.html


def test_an_exported_file_would_change_nothing(price_editor, medicine):
    page = Import(price_editor, exported()).read()
    assert "Nothing would change" in page.text
    assert "Apply" not in page.text
    assert "12 rows say the same as now" in page.text

    page.apply()

    assert "Nothing would change: the file says what the shop says." in page.text


def test_a_price_and_a_pack_of_somebody_else_are_shown_anew(price_editor, medicine):
    rows = [["Baclofen", "10 mg", 60, 54], ["Baclofen", "10 mg", 30, 30]]
    page = Import(price_editor, xlsx(*rows)).read()
    StockRecord.objects.filter(product=packs_of(medicine)[60]).update(price="53.00")
    a_pack(packs_of(medicine)[60].dosage, 30, "29.00")

    page.apply(have_read="on")

    assert page.status == 422
    assert "2 prices were changed by somebody meanwhile" in page.text
    assert "30 pills row 3 $29.00 $30.00" in page.text
    page.apply(have_read="on")
    assert page.is_done
    assert str(prices_now(medicine)[30]) == "30.00"


def test_a_new_pack_that_takes_no_part_is_not_added(price_editor, medicine):
    rows = [["Baclofen", "10 mg", 60, 54], ["Baclofen", "10 mg", 30, 30]]
    page = Import(price_editor, xlsx(*rows)).read()
    page.form["takes_part"] = [key for key in page.form["takes_part"] if not key.startswith("-")]
    page.apply(have_read="on")
    assert "These prices are not those you looked at" in page.text

    page.apply(have_read="on")

    assert page.is_done
    assert set(prices_now(medicine)) == {60, 90, 120, 180, 270, 360}


def test_a_dosage_without_packs_gets_its_first(price_editor):
    medicine = a_medicine("Newol")
    a_dosage(medicine, "5mg")
    page = Import(price_editor, csv_of(["newol", "5 mg", "30", "12.50"])).read()
    assert "Newol 5 mg" in page.text
    page.apply()
    assert page.is_done
    assert str(prices_now(medicine, "5mg")[30]) == "12.50"


def test_a_file_has_to_be_chosen(price_editor):
    answer = price_editor.post(IMPORT)
    assert answer.status_code == 422
    assert "Choose an XLSX or CSV file." in text_of(answer)


def test_a_file_that_is_too_large_is_not_taken_in(price_editor):
    large = SimpleUploadedFile("prices.csv", b"x" * (MOST_BYTES + 1))
    answer = price_editor.post(IMPORT, {"file": large})
    assert answer.status_code == 422
    assert "The file is larger than 10 MB: split it." in text_of(answer)
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("who", ["Dispenser", "Support", "Pharmacist"])
def test_who_may_not_change_prices_opens_nothing(who, medicine):
    client = staff(who)
    for url in (IMPORT, *EXPORTS.values()):
        assert client.get(url).status_code == 403
    file = SimpleUploadedFile("prices.csv", csv_of(["Baclofen", "10 mg", "60", "54"]))
    assert client.post(IMPORT, {"file": file}).status_code == 403
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("packs", [2, 10])
def test_the_page_asks_the_same_for_few_rows_and_many(
    price_editor, medicine, packs, django_assert_num_queries
):
    rows = [["Baclofen", "10 mg", units, 54] for units in range(1, packs)]
    page = Import(price_editor, xlsx(*rows, ["Baclofen", "10 mg", 60, 54])).read()
    with django_assert_num_queries(18):
        price_editor.get(page.url)
