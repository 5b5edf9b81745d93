"""Staff paste or choose a page: they see what it would do, and then it does exactly that."""

from io import StringIO

import pytest
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils.html import escape

from catalog.importing.source import MAX_BYTES
from catalog.models import Medicine, Product
from catalog.partner.models import PriceFrom
from tests.catalog.admin.conftest import staff
from tests.catalog.importing.shop import FIRST, ibuprofen, own, prices, set_price, whole_shop
from tests.catalog.importing.writing import PAGES
from tests.factories import a_medicine
from tests.html_form import HtmlForm

pytestmark = pytest.mark.django_db

URL = "/admin/catalogue/medicine/import/"
CHEAPER = ("30$0.19$5.70 (0%)", "90$0.15$17.10 $13.50 (21%)")


class ImportPage:
    """The page as a browser without JavaScript uses it."""

    def __init__(self, client):
        self.client = client
        self._take(client.get(URL))

    def paste(self, text, **values):
        self.form["text"] = text
        self.form.fields |= values
        return self._send()

    def choose(self, content, name="page.txt"):
        content = content if isinstance(content, bytes) else content.encode()
        return self._send(file=SimpleUploadedFile(name, content, "text/plain"))

    def press_import(self):
        return self._send(apply="1")

    def _send(self, **more):
        # As a browser sends a text: every line break is two characters.
        text = self.form["text"].replace("\r\n", "\n").replace("\n", "\r\n")
        return self._take(self.client.post(URL, self.form.fields | {"text": text} | more))

    def _take(self, response):
        self.response, self.status = response, response.status_code
        if response.status_code != 302:
            self.html = response.content.decode()
            self.words = " ".join(self.html.replace("\xa0", " ").split())
            self.form = HtmlForm(self.html, "page_form")
        return self

    @property
    def text(self):
        return self.form["text"].replace("\r\n", "\n")


@pytest.fixture
def owner():
    return staff()


@pytest.fixture
def pharmacist():
    return staff("Pharmacist")


@pytest.fixture
def page(owner):
    return ImportPage(owner)


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
    page = ImportPage(page.client).paste(ibuprofen(*CHEAPER)).press_import()

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


def test_a_page_that_cannot_be_read_is_refused_at_its_line_and_stays_in_the_form(page):
    wrong = ibuprofen("30$0.20$60.00 (0%)")

    page.paste(wrong)

    assert page.status == 422
    assert "Nothing was changed" in page.words
    assert '<th scope="row">10</th><td><q>30$0.20$60.00 (0%)</q></td>' in page.words
    assert "The price 60.00 contradicts" in page.words
    assert page.text == wrong
    assert "Import Ibuprofen" not in page.words
    assert not Product.objects.exists()
    assert page.press_import().status == 422
    assert not Product.objects.exists()


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
    assert look.press_import().status == 302
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
    page.press_import()

    assert ("400mg", 30, "6.00") in prices()


@pytest.mark.parametrize("breaks", ["\r\n", "\r"])
def test_a_file_of_another_system_is_the_same_page(page, breaks):
    page.choose("\ufeff" + ibuprofen().replace("\n", breaks))
    assert page.status == 200
    assert page.press_import().status == 302
    assert prices() == [("400mg", 30, "6.00"), ("400mg", 90, "13.50")]
    assert "The shop says all of this already" in ImportPage(page.client).paste(ibuprofen()).words


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "The file is not UTF-8 text: save it as UTF-8."),
        ("Ibuprofen\nFür Kinder".encode("latin-1"), "Line 2: The file is not UTF-8 text"),
        (ibuprofen().encode("utf-16"), "The file is not UTF-8 text"),
        (b"x" * (MAX_BYTES + 1), "The file is larger than 500,000 bytes"),
        (b"x" * 5_000_000, "The file is larger than 500,000 bytes"),
        (b"", "This file is empty: choose another."),
    ],
    ids=["binary", "latin-1", "utf-16", "too large", "5 MB", "empty"],
)
def test_what_is_no_text_is_refused_in_words_and_what_was_typed_stays(page, content, said):
    page.form["text"], page.form["overwrite"] = "Typed", "on"

    page.choose(content)

    assert page.status == 422
    assert said in page.words
    assert (page.text, page.form["overwrite"]) == ("Typed", "on")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("Ibu\nfen\0", 2, "a control character (U+0000)"),
        ("x" * (MAX_BYTES + 1), 1, "The text is longer than 500,000 characters"),
        ("\n\nx" + "x" * 20_000, 3, "The line is longer than 20,000 characters."),
        ("Ibuprofen", 1, "line 1"),
    ],
    ids=["NUL", "too long", "a long line", "no page"],
)
def test_a_pasted_text_that_is_no_page_is_refused_at_its_line(page, text, line, said):
    page.paste(text)
    assert page.status == 422
    if said != "line 1":
        assert said in page.words
    assert f'<th scope="row">{line}</th>' in page.words


def test_a_pasted_text_of_five_megabytes_is_not_taken_in(owner):
    assert owner.post(URL, {"text": "x" * 5_000_000}).status_code == 400


@pytest.mark.parametrize("typed", ["", " \n "])
def test_nothing_pasted_and_nothing_chosen_is_told_at_the_field(page, typed):
    page.paste(typed)
    assert page.status == 422
    assert "Paste a page, or choose a file of one." in page.words


def test_a_file_takes_the_place_of_a_file_but_never_of_what_was_typed(page):
    page.choose(ibuprofen("30$0.20$60.00 (0%)"))
    page.choose(ibuprofen())
    assert (page.status, page.text) == (200, ibuprofen())

    page.form["text"] = "Typed"
    page.choose(ibuprofen(*CHEAPER))
    assert (page.status, page.text) == (422, "Typed")
    assert "There is a text above as well: empty it" in page.words


def test_a_name_with_markup_is_shown_as_it_is_written(page):
    evil = "<script>alert(1)</script>"
    page.paste(ibuprofen().replace("Ibuprofen", evil))
    assert evil not in page.html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.html
    page.choose(b"", f"{evil}.txt")
    assert evil not in page.html


def test_who_may_add_medicines_may_import_them(pharmacist):
    page = ImportPage(pharmacist).paste(ibuprofen())
    assert "Import a page" in pharmacist.get("/admin/catalogue/medicine/").content.decode()
    assert page.press_import().status == 302
    assert prices() == [("400mg", 30, "6.00"), ("400mg", 90, "13.50")]


def test_who_sets_no_prices_sets_none_by_a_page(pharmacist, page):
    page.paste(ibuprofen()).press_import()
    before = whole_shop()

    look = ImportPage(pharmacist).paste(ibuprofen(*CHEAPER))

    assert look.status == 200
    assert "somebody who may change prices has to import it" in look.words
    assert 'name="apply"' not in look.html
    assert look.press_import().status == 409
    assert whole_shop() == before
    texts = ImportPage(pharmacist).paste(ibuprofen(below="\nOther words.\n"))
    assert texts.press_import().status == 302
    assert whole_shop() != before


@pytest.mark.parametrize("group", ["Price editor", "Dispenser", "Support", None])
def test_the_page_is_closed_to_others(group, client):
    who = staff(group) if group else client
    expected = 403 if group else 302
    assert who.get(URL).status_code == expected
    assert who.post(URL, {"text": ibuprofen(), "apply": "1"}).status_code == expected
    assert not Product.objects.exists()


@pytest.mark.parametrize("lacking", ["add_medicine", "change_medicine"])
def test_who_may_not_add_or_not_write_texts_imports_nothing(pharmacist, lacking):
    Group.objects.get(name="Pharmacist").permissions.remove(
        *Group.objects.get(name="Pharmacist").permissions.filter(codename=lacking)
    )
    assert pharmacist.get(URL).status_code == 403


def test_two_medicines_that_could_be_meant_are_told(page):
    a_medicine("Ibuprofen", slug="ibuprofen-1")
    a_medicine("Other", slug="ibuprofen")
    page.paste(ibuprofen(*FIRST))
    assert page.status == 422
    assert "2 medicines could be meant" in page.words
