"""The page's own arithmetic against ours: each difference is reported with its line."""

import re

import pytest

from catalog.importing.page import PageError
from tests.catalog.importing.writing import (
    PAGES,
    TOP,
    own_page,
    page_text,
    read,
    table,
)

RIGHT = [
    "60$0.87$52.00 (0%)",
    "90$0.76$78.00 $68.00 (13%)",
    "120$0.71 Best per pill$104.00 $85.00 (18%)",
]


def about_numbers(page):
    """Line and message of the findings in the tables."""
    return [(finding.line, finding.message) for finding in page.findings if finding.line > 1]


def with_row(old, new):
    return page_text(table(*(row.replace(old, new) for row in RIGHT)))


def test_a_page_that_calculates_as_we_do_has_no_findings():
    assert about_numbers(read(page_text(table(*RIGHT)))) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("0.76", "0.79", 9, "90 for 68.00: the page's unit price is 0.79, ours 0.76."),
        ("0.76", "0.755", 9, "the page's unit price is 0.755, ours 0.76."),
        ("(13%)", "(14%)", 9, "90 for 68.00: the page saves 14%, ours 13%."),
        ("60$0.87$52.00 (0%)", "60$0.87$52.00 (2%)", 8, "the page saves 2%, ours 0%."),
        ("$78.00 ", "$79.00 ", 9, "the page's list price is 79.00, ours 78.00."),
        ("$78.00 ", "", 9, "the page strikes no price, ours is 78.00."),
        (
            "90$0.76$78.00 $68.00 (13%)",
            "900.76 $68.00 $ (13%)",
            9,
            "strikes no price, ours is 78.00",
        ),
        ("$52.00", "$55.00 $52.00", 8, "the page's list price is 55.00, ours is not shown."),
    ],
)
def test_a_number_that_is_not_ours_is_reported_with_its_line(old, new, line, said):
    ((found_line, message),) = about_numbers(read(with_row(old, new)))

    assert found_line == line
    assert said in message


@pytest.mark.parametrize(
    ("list_price", "converted"), [("78.01", True), ("77.97", True), ("78.04", False)]
)
def test_a_list_price_a_cent_or_three_off_is_named_a_conversion(list_price, converted):
    ((line, message),) = about_numbers(read(with_row("$78.00", f"${list_price}")))

    assert line == 9
    assert ("conversion from another currency" in message) is converted


def test_best_on_another_pack_is_reported_on_both():
    rows = [
        RIGHT[0],
        RIGHT[1].replace("$78", " Best per pill$78"),
        RIGHT[2].replace(" Best per pill", ""),
    ]

    assert about_numbers(read(page_text(table(*rows)))) == [
        (9, "90 for 68.00: the page marks it best, by our prices another pack is."),
        (10, "120 for 85.00: it is our best, the page does not mark it."),
    ]


def test_what_a_page_gives_nowhere_is_not_missed():
    rows = ["60$0.87$52.00", "90$0.76$68.00", "120$0.71$85.00"]

    assert about_numbers(read(page_text(table(*rows)))) == []


def test_a_pack_dearer_by_the_unit_than_the_smallest_is_reported():
    page = read(page_text(table("60$0.50$30.00", "90$0.60$54.00")))

    assert about_numbers(page) == [
        (9, "90 for 54.00: dearer by the unit than the smallest pack, 0.60 against 0.50.")
    ]


@pytest.mark.parametrize(
    "stated", ["$0.71 per pill", "$0.71", "52 $", "71¢ each", "0.708 $ / pill", "USD 52.00"]
)
def test_price_from_may_be_the_lowest_price_of_a_unit_or_of_a_pack(stated):
    page = read(page_text(table(*RIGHT), top=f"{TOP}Price from: {stated}"))

    assert about_numbers(page) == []


@pytest.mark.parametrize("stated", ["$0.61 per pill", "$49.00", "$52.00 per pill"])
def test_another_price_from_is_reported(stated):
    page = read(page_text(table(*RIGHT), top=f"{TOP}Price from {stated}"))

    ((line, message),) = about_numbers(page)
    assert line == 6
    assert "ours are 0.71 by the unit and 52.00 by the pack" in message


def changed_digits():
    """Every digit of the owner's tables lost, and every one of them changed but for cents."""
    text = (PAGES / "baclofen.txt").read_text()
    rows = re.finditer(r"^(?:[0-9$].*)$", text, re.MULTILINE)
    for at in (at for row in rows for at in range(*row.span()) if text[at].isdecimal()):
        yield text[:at] + text[at + 1 :]
        if ".00" not in text[at - 2 : at + 3]:
            yield text[:at] + str((int(text[at]) + 5) % 10) + text[at + 1 :]


def test_no_digit_of_the_owners_tables_can_be_lost_or_changed_in_silence():
    """Each is refused or reported: the page's own arithmetic is the check on its typing."""
    right = own_page("baclofen.txt")
    changes = list(changed_digits())
    assert len(changes) > 200
    for text in changes:
        try:
            page = read(text)
        except PageError:
            continue
        assert len(page.findings) > len(right.findings), text
