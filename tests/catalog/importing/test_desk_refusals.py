"""What is no page is refused in words, where it stands, and what was typed stays."""

import pytest

from catalog.importing.source import MAX_BYTES
from catalog.models import Product
from tests.catalog.importing.desk_page import URL
from tests.catalog.importing.shop import FIRST, ibuprofen
from tests.factories import a_medicine

pytestmark = pytest.mark.django_db
CHEAPER = ("30$0.19$5.70 (0%)", "90$0.15$17.10 $13.50 (21%)")


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


def test_two_medicines_that_could_be_meant_are_told(page):
    a_medicine("Ibuprofen", slug="ibuprofen-1")
    a_medicine("Other", slug="ibuprofen")
    page.paste(ibuprofen(*FIRST))
    assert page.status == 422
    assert "2 medicines could be meant" in page.words
