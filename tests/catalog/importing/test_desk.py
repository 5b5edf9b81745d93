"""Staff paste or choose a page: they see what it would do, and then it does exactly that."""

from io import StringIO

import pytest
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.core.management import call_command
from django.urls import reverse
from django.utils.html import escape

from catalog.models import Medicine, Product
from catalog.partner.models import PriceFrom
from tests.catalog.importing.desk_page import ImportPage
from tests.catalog.importing.shop import ibuprofen, own, prices, set_price, whole_shop
from tests.catalog.importing.writing import PAGES

pytestmark = pytest.mark.django_db
CHEAPER = ("30$0.19$5.70 (0%)", "90$0.15$17.10 $13.50 (21%)")


def told_by_the_command(path, *options):
    out = StringIO()
    call_command("import_medicine", str(path), *options, stdout=out)
    return out.getvalue()


def test_the_owners_page_is_told_as_the_command_tells_it(page):
    path = PAGES / "baclofen.txt"
    page.choose(path.read_bytes(), "baclofen.txt")

    assert page.status == 200
    report = page.response.context["report"]
    told = [line.removeprefix("baclofen.txt") for line in report.lines()]
    command = told_by_the_command(path, "--dry-run").splitlines()
    assert told == [line.removeprefix(str(path)) for line in command][:-1]


def test_every_pack_change_and_finding_stands_on_the_page_with_its_line(page):
    page.choose((PAGES / "baclofen.txt").read_bytes(), "baclofen.txt")

    for cells in (
        ("90 pills", "$0.76", "$68.00", "$78.00", "13%"),
        ("360 pills", "$0.61", "$218.00", "$312.00", "30%"),
        ("270 pills", "$1.84", "$498.00", "$909.00", "45%"),
    ):
        name, *amounts = cells
        row = "".join(f'<td class="num">{amount}</td>' for amount in amounts)
        assert f'<th scope="row">{name}</th>{row}' in page.words
    assert '<th scope="row">11</th><td>10 mg, 90 pills: new, $68.00.</td>' in page.words
    warning = '<span class="tag warn">Warning</span> 25 mg is on sale, but the text describes'
    assert f'<th scope="row">18</th><td>{warning}' in page.words
    report = page.response.context["report"]
    for said in (*report.changes, *report.findings):
        assert f'<th scope="row">{said.line}</th>' in page.words
        assert escape(said.message.replace("\xa0", " ")) in page.words


def test_a_look_changes_nothing_and_keeps_the_text(page):
    before = whole_shop()

    page.choose((PAGES / "baclofen.txt").read_bytes(), "baclofen.txt")

    assert whole_shop() == before
    assert not LogEntry.objects.exists()
    assert not PriceFrom.objects.exists()
    assert page.text == own("baclofen.txt")
    assert "Import Baclofen" in page.words


def test_what_was_shown_is_imported_as_the_command_imports_it(page):
    page.choose((PAGES / "baclofen.txt").read_bytes(), "baclofen.txt").press_import()

    medicine = Medicine.objects.get(slug="baclofen")
    assert page.status == 302
    assert page.response.url == reverse("admin:catalogue_medicine_change", args=[medicine.pk])
    assert "nothing changes" in told_by_the_command(PAGES / "baclofen.txt")
    said = page.client.get(page.response.url).content.decode().replace("\xa0", " ")
    assert "Imported from baclofen.txt. Baclofen: new medicine." in said
    assert "more changes." in said


def test_an_import_is_kept_in_the_history_of_the_medicine_and_of_its_prices(page):
    page.choose(ibuprofen(), "ibuprofen.txt").press_import()
    page = ImportPage(page.client).paste(ibuprofen(*CHEAPER)).read_and_import()

    last, first = LogEntry.objects.order_by("-pk")
    assert (first.action_flag, last.action_flag) == (ADDITION, CHANGE)
    assert first.change_message.startswith("Imported from ibuprofen.txt. Ibuprofen: new medicine.")
    assert last.user == page.client.user
    said = last.change_message.replace("\xa0", " ")
    assert said == "Imported from a pasted page. 400 mg, 30 pills: $6.00 -> $5.70."
    recorded = PriceFrom.objects.filter(units=30).values_list("how", "why", "by")
    assert list(recorded) == [
        ("page", "First listing, page ibuprofen.txt", page.client.user.pk),
        ("page", "Pasted page", page.client.user.pk),
    ]


def test_nothing_is_imported_that_was_not_shown(page):
    page.form["text"] = ibuprofen()

    page.press_import()

    assert page.status == 409
    assert "this is what the page would do now" in page.words
    assert not Product.objects.exists()
    assert page.press_import().status == 302
    assert prices() == [("400mg", 30, "6.00"), ("400mg", 90, "13.50")]


@pytest.mark.parametrize("what", ["a price", "a text", "a box", "the page"])
def test_what_changed_meanwhile_is_shown_and_asked_again(page, what):
    page.paste(ibuprofen()).press_import()
    look = ImportPage(page.client).paste(
        ibuprofen(*CHEAPER, below="\nAnother introduction.\n\nStorage\n\nDry and below 25°C.\n")
    )
    if what == "a price":
        set_price(30, "6.60")
    elif what == "a text":
        medicine = Product.objects.medicines().get()
        medicine.introduction = "What a colleague wrote just now."
        medicine.save(update_fields=["introduction", "date_updated"])
    elif what == "a box":
        look.form["overwrite"] = "on"
    else:
        look.form["text"] = look.text.replace("Another", "A third")
    before = whole_shop()

    look.press_import()

    assert look.status == 409
    assert whole_shop() == before
    assert look.read_and_import().status == 302
    assert whole_shop() != before


def test_staffs_price_stays_unless_the_box_is_ticked(page):
    page.paste(ibuprofen()).press_import()
    set_price(30, "6.60")

    page = ImportPage(page.client).paste(ibuprofen())
    assert "the price $6.60 that staff set stays" in page.words
    assert "The shop says all of this already" in page.words
    page.paste(ibuprofen(), overwrite="on")
    assert "400 mg, 30 pills: $6.60 -&gt; $6.00." in page.words
    assert page.form["overwrite"] == "on"
    page.read_and_import()

    assert ("400mg", 30, "6.00") in prices()


@pytest.mark.parametrize("breaks", ["\r\n", "\r"])
def test_a_file_of_another_system_is_the_same_page(page, breaks):
    page.choose("\ufeff" + ibuprofen().replace("\n", breaks))
    assert page.status == 200
    assert page.press_import().status == 302
    assert prices() == [("400mg", 30, "6.00"), ("400mg", 90, "13.50")]
    assert "The shop says all of this already" in ImportPage(page.client).paste(ibuprofen()).words
