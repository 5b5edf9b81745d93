"""A page that is not whole is refused with its line and the reason."""

import pytest

from catalog.importing.page import PageError
from catalog.importing.source import MAX_BYTES, MAX_LINES, text_of
from tests.catalog.importing.writing import (
    BELOW,
    ROW,
    TOP,
    page_text,
    read,
    table,
    with_sections,
    with_top_lines,
)

REFUSED = [
    ("", 1, "The page is empty"),
    (" \n\t\n", 1, "The page is empty"),
    ("Ibuprofen", 1, "starts with a headline and the medicine's name"),
    (f"{TOP}{BELOW}", 1, "has no price table"),
    (page_text(table(ROW), top="Benefits\n\nLess pain."), 1, "starts with a headline"),
    (page_text(table(ROW), top="Headline\n\nIt is a medicine."), 3, "name alone"),
    (page_text(table(ROW), top=f"{'x' * 256}\n\nName"), 1, "longer than 255"),
    (page_text(table(ROW), top="Headline\n\nЛекарство"), 3, "no Latin letter"),
    (page_text(table(ROW, label="strong")), 6, '"strong" is no strength'),
    (page_text(table(ROW, label="")), 6, "is no strength"),
    (page_text(table()), 6, "There is no row under the dosage 400mg"),
    (page_text(f"Product dosage: 400mg\n{ROW}"), 7, "starts with its head"),
    (
        page_text(table(ROW, head="Package Per furlong Price")),
        7,
        "Per furlong.* no unit known",
    ),
    (page_text(table(ROW, head="Package Package Price")), 7, "each column once"),
    (page_text(table(ROW, head="Package Per pill")), 7, "each column once"),
    (page_text(table("30 $6.00", head="Package Price")), 8, "what a pack counts"),
    (page_text(table(ROW, ROW)), 9, "A pack of 30 stands here and in line 8"),
    (
        page_text(table(ROW), table(ROW, label="400 MG")),
        9,
        "400mg stands here and in line 6",
    ),
    (
        page_text(table(ROW), table(ROW, label="5%", head="PackPer tubePrice")),
        9,
        "counts tubes, the first one pills",
    ),
    (page_text(table("3O$0.20$6.00 (0%)")), 8, "touches the price table but is no row"),
    (page_text(table(ROW, "9O$0.15$13.50")), 9, "touches the price table but is no row"),
    (page_text(table(ROW, "", "9O 0.15 13.50 (25%)")), 10, "outside a table"),
    (page_text(table(ROW), below=f"\nSome text.\n\n{ROW}\n"), 12, "outside a table"),
    (page_text(table(ROW), below="\nBuy it. Add to cart\n"), 10, "outside a table"),
    (page_text(table("30€0.20€6.00")), 8, "€ is another currency"),
    (page_text(table(ROW, head="Package Per pill Price (€)")), 7, "€ is another currency"),
    (with_top_lines("Price from £6.00"), 7, "£ is another currency"),
    (with_top_lines("Currency: florins"), 7, "florins.* another currency"),
    (with_top_lines("Legal class: XYZ"), 7, "XYZ.* no legal class"),
    (with_top_lines("Legal class: GSL", "Legal class: P"), 8, "two legal classes"),
    (with_top_lines("Form: Tablets", "Form: Drops"), 8, 'both "Tablets" and "Drops"'),
    (with_top_lines(f"Synonyms: {'x' * 256}"), 7, "longer than 255"),
    (with_sections(f"# {'x' * 256}\n\nText.\n"), 12, "A heading has at most 255"),
    (
        page_text(table(ROW), below="\nA bell\x07 rings.\n"),
        10,
        r"control character \(U\+0007\)",
    ),
    (page_text(table(ROW), below=f"\n{'x' * 20_001}\n"), 10, "longer than 20,000"),
    (f"{TOP}\n" * MAX_LINES, MAX_LINES, "more than 2,000 lines"),
    ("x" * (MAX_BYTES + 1), 1, "longer than 500,000"),
    (page_text(table(*["1"] * 20)), 8, "This row has no end"),
]


@pytest.mark.parametrize(("text", "line", "why"), REFUSED)
def test_a_page_that_is_not_whole_is_refused_with_line_and_reason(text, line, why):
    with pytest.raises(PageError, match=why) as refusal:
        read(text)
    assert refusal.value.line == line
    assert refusal.value.message[-1] in ".?"


@pytest.mark.parametrize(
    ("content", "line", "why"),
    [
        ("Prix\n\nÉté\n".encode("latin-1"), 3, "not UTF-8"),
        (TOP.encode("utf-16"), 1, "not UTF-8"),
        (b"x" * (MAX_BYTES + 1), 1, "larger than 500,000 bytes"),
    ],
)
def test_a_file_that_is_no_text_is_refused(content, line, why):
    with pytest.raises(PageError, match=why) as refusal:
        text_of(content)
    assert refusal.value.line == line
