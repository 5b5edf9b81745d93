"""Headline, name and texts, however the file was written."""

import pytest

from catalog.importing.source import text_of
from tests.catalog.importing.writing import ROW, TOP, kinds, page_text, read, table, with_top_lines


def test_headline_name_and_summary_are_plain_text_without_marks():
    page = read(page_text(table(ROW), top="# **Less** pain\n\n## Ibuprofen\n\nIt **works**."))

    assert (page.headline, page.name, page.summary) == ("Less pain", "Ibuprofen", "It works.")


@pytest.mark.parametrize(
    ("written", "headline"),
    [
        ("Ibuprofen: less pain", "Less pain"),
        ("IBUPROFEN : less pain", "Less pain"),
        ("Ibuprofen:", "Ibuprofen:"),
        ("Ibuprofen", "Ibuprofen"),
        ("Pain: Ibuprofen helps", "Pain: Ibuprofen helps"),
    ],
)
def test_a_headline_does_not_say_the_name_again(written, headline):
    page = read(page_text(table(ROW), top=f"{written}\n\nIbuprofen\n\nIt works."))

    assert (page.headline, page.name) == (headline, "Ibuprofen")


def test_a_summary_of_several_paragraphs_becomes_one():
    page = read(with_top_lines("It also calms", "a swelling.", "", "Not for ulcers."))

    assert page.summary.endswith("brings a fever down. It also calms a swelling. Not for ulcers.")


def test_a_name_said_twice_is_no_generic_name():
    assert read(page_text(table(ROW), top=TOP.replace("\nIbu", "\nIbuprofen\n\nIbu", 1)))


def test_a_second_name_is_taken_as_the_generic_one_and_said():
    page = read(page_text(table(ROW), top="Pain gone\n\nNurofen\n\nibuprofen\n\nIt helps."))

    assert (page.name, page.generic_name, page.summary) == ("Nurofen", "ibuprofen", "It helps.")
    assert any("generic name" in finding.message for finding in page.findings)


def test_where_tables_come_last_the_first_paragraph_is_the_summary():
    top = f"{TOP}\nIt blocks messengers.\n\nFor three days at most.\n\nStorage\n\nDry.\n"
    page = read(page_text(table(ROW), top=top, below=""))

    assert page.summary == "Ibuprofen takes away pain and brings a fever down."
    assert page.introduction == "It blocks messengers.\n\nFor three days at most."
    assert kinds(page) == [("storage", "Storage")]


@pytest.mark.parametrize("missing", ["summary", "introduction"])
def test_a_missing_text_is_said(missing):
    texts = {
        "summary": page_text(table(ROW), top="Less pain\n\nIbuprofen"),
        "introduction": page_text(table(ROW), below="\nStorage\n\nDry."),
    }
    page = read(texts[missing])

    assert getattr(page, missing) == ""
    assert any(f"No {missing} stands" in finding.message for finding in page.findings)


def test_line_ends_byte_order_mark_and_odd_spaces_make_no_difference():
    text = with_top_lines("Legal class: GSL")
    odd = (
        text.replace("\n", "\r\n")
        .replace(" (0%)", "\u00a0(0%)")
        .replace("al class", "al\u2009class")
    )

    assert read(text_of(b"\xef\xbb\xbf" + odd.encode())) == read(text)
    assert read(text.replace("\n", "\r")) == read(text)
    assert read(text.replace("Ibuprofen\n", "Ibu\u200bpro\u00adfen\n")) == read(text)
