"""The whole file is meant: a price somebody else moves while it is looked at is a clash."""

import pytest
from django.db import transaction
from django.utils import timezone

from catalog.partner.models import StockRecord
from catalog.prices import proposing, sheet_reading
from catalog.prices.actions import PricesMoved
from catalog.prices.models import ProposedPrice, UnchangedRows
from tests.catalog.prices.asked import packs_of, price_of
from tests.catalog.prices.sheet_page import Import
from tests.catalog.prices.sheets import exported, imported, xlsx

pytestmark = pytest.mark.django_db
ROWS = ["Baclofen", "10 mg", 60, 54], ["Baclofen", "10 mg", 90, 68]


def moves(medicine, units, price) -> None:
    """A colleague changes a price."""
    StockRecord.objects.filter(product=packs_of(medicine)[units]).update(price=price)


def test_an_unchanged_row_that_a_colleague_moves_is_told_and_follows_the_file(
    price_editor, medicine
):
    page = Import(price_editor, xlsx(*ROWS)).read()
    assert "1 row says the same as now" in page.text
    moves(medicine, 90, "70.00")

    page.apply(have_read="on")

    assert page.status == 422
    assert "1 price was changed by somebody meanwhile, and the file says another" in page.text
    assert "90 pills row 3 $70.00 $68.00 −2.9%" in page.text
    assert "2 prices change" in page.text
    assert "0 rows say the same as now" in page.text
    assert price_of(packs_of(medicine)[60]) == "52.00"
    page.apply(have_read="on")
    assert page.is_done
    assert price_of(packs_of(medicine)[90]) == "68.00"


def test_who_leaves_it_out_keeps_the_colleagues_price(price_editor, medicine):
    page = Import(price_editor, xlsx(*ROWS)).read()
    moves(medicine, 90, "70.00")
    page.open()
    kept = str(packs_of(medicine)[90].pk)
    page.form["takes_part"] = [key for key in page.form["takes_part"] if key != kept]
    page.apply(have_read="on")  # those that are left were not looked at yet

    page.apply(have_read="on")

    assert page.is_done
    assert (price_of(packs_of(medicine)[60]), price_of(packs_of(medicine)[90])) == (
        "54.00",
        "70.00",
    )


def test_a_file_that_said_what_the_shop_said_brings_it_back(price_editor, medicine):
    page = Import(price_editor, exported()).read()
    moves(medicine, 90, "70.00")

    page.open()

    assert "1 price was changed by somebody meanwhile" in page.text
    assert "1 price changes" in page.text
    assert "meanwhile" not in page.open().text, "it is said once"
    page.apply(have_read="on")
    assert page.is_done
    assert price_of(packs_of(medicine)[90]) == "68.00"


def test_a_price_moved_at_the_last_moment_is_not_passed_over(medicine):
    proposal = imported(xlsx(*ROWS))
    moves(medicine, 90, "70.00")
    with pytest.raises(PricesMoved), transaction.atomic():
        proposing.apply(proposal, why="", now=timezone.now())
    assert price_of(packs_of(medicine)[60]) == "52.00"


def test_unchanged_rows_are_few_rows_of_the_database(medicine, monkeypatch):
    monkeypatch.setattr(sheet_reading, "ROWS_AT_ONCE", 5)
    imported(exported())
    assert [len(kept.packs) for kept in UnchangedRows.objects.order_by("pk")] == [5, 5, 2]
    assert not ProposedPrice.objects.exists()
