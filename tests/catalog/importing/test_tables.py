"""Price tables in the many ways they are written."""

from decimal import Decimal

import pytest

from catalog.importing.page import PageError
from catalog.units import Unit
from tests.catalog.importing.writing import (
    ROW,
    page_text,
    read,
    table,
    with_top_lines,
)


@pytest.mark.parametrize(
    "heading",
    [
        "Product dosage: 400mg",
        "PRODUCT DOSAGE 400 mg",
        "**Product dosage:** 400mg",
        "### Product dosages: 400.0 mg",
        "**Product dosage: 400mg**",
        "| Product dosage: 400mg |",
        "| **Product dosage:** 400mg | | |\n|---|---|---|",
    ],
)
def test_a_dosage_is_named_in_many_ways(heading):
    text = page_text(f"{heading}\nPackage Per pill Price\n{ROW}")

    assert [dosage.label for dosage in read(text).dosages] == ["400mg"]


@pytest.mark.parametrize(
    ("head", "unit"),
    [
        ("Package (num)Per pillPriceBuy", Unit.PILL),
        ("Package (num)\nPer capsule\nPrice\nBuy", Unit.CAPSULE),
        ("| Pack | Per tube | Price | |\n|---|:-:|--:|---|", Unit.TUBE),
        ("| Pack | Per tube | Price |\n|-|-|-|", Unit.TUBE),
        ("| Pack | Per tube | Price |\n|:-:|:-:|-:|", Unit.TUBE),
        ("Quantity\tPer vial\tTotal price\tYou save\tOrder now", Unit.VIAL),
        ("Packs (patches) Price per patch Cost ($) 🛒", Unit.PATCH),
        ("\nPACK SIZE, PER SACHET, PRICE (USD)\n", Unit.SACHET),
    ],
)
def test_the_head_names_the_unit(head, unit):
    assert read(page_text(table(ROW, head=head))).unit == unit


def test_a_struck_price_may_have_a_column_of_its_own():
    head = "| Pack | Per pill | List price | Price | Saving |"
    rows = ["| 30 | $0.20 | | $6.00 | |", "| 90 | $0.15 | $18.00 | $13.50 | 25% |"]
    (dosage,) = read(page_text(table(*rows, head=head))).dosages

    assert [row.list_price for row in dosage.rows] == [None, Decimal("18.00")]
    assert [row.price for row in dosage.rows] == [Decimal("6.00"), Decimal("13.50")]


def test_without_per_unit_the_rows_may_name_it():
    page = read(page_text(table("1 bottle $6.00", "3 bottles $15.00", head="Package Price")))

    assert page.unit == Unit.BOTTLE
    assert [row.units for row in page.dosages[0].rows] == [1, 3]


def test_cells_may_stand_on_lines_of_their_own_between_blank_lines():
    cells = ["30", "$0.20", "$6.00", "(0%)", "Add to cart"] + [
        "90\n$0.15\n$18.00 $13.50\n(25%)\nBest per pill\nAdd to cart"
    ]
    page = read(page_text(table("\n\n".join(cells))))

    assert [(row.units, row.price) for row in page.dosages[0].rows] == [
        (30, Decimal("6.00")),
        (90, Decimal("13.50")),
    ]
    assert [row.best for row in page.dosages[0].rows] == [False, True]


def test_unsigned_cells_may_stand_on_lines_too():
    cells = ["30", "0.20", "6.00", "90", "0.15", "18.00", "13.50", "120", "0.14", "16.80"]
    page = read(page_text(table(*cells)))

    assert [row.units for row in page.dosages[0].rows] == [30, 90, 120]
    assert page.dosages[0].rows[1].list_price == Decimal("18.00")


def test_a_page_of_another_currency_is_refused_where_it_says_so():
    with pytest.raises(PageError, match="EUR is another currency") as refusal:
        read(with_top_lines("All prices in EUR"))
    assert refusal.value.line == 7


def test_dosages_keep_the_order_of_the_page():
    page = read(page_text(table(ROW, label="600mg"), table(ROW, label="20mg/12.5mg")))

    assert [dosage.label for dosage in page.dosages] == ["600mg", "20mg/12.5mg"]
