"""Prices in and out as XLSX and CSV: read row by row, proposed, applied all or none."""

from contextlib import contextmanager
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.models import Pack, Product
from catalog.partner.models import StockRecord
from catalog.prices import proposing
from catalog.prices.models import PriceSheet, ProposedPrice, SheetFile
from catalog.prices.proposal_reads import outcome_of
from catalog.prices.sheet_cells import name_key
from catalog.prices.sheets import MOST_BYTES
from tests.catalog.prices.asked import packs_of, price_of, prices_now
from tests.catalog.prices.sheets import (
    cells_of,
    csv_of,
    exported,
    imported,
    problems,
    proposed,
    sent,
    written,
    xlsx,
)
from tests.factories import a_dosage, a_medicine, a_pack

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("kind", ["xlsx", "csv"])
PRICES = st.decimals(Decimal("0.01"), Decimal("99999999.99"), places=2)
# Whatever people or hostile minds call a medicine; the database has no NUL.
TITLES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)
TITLES |= st.sampled_from(["=1+1", "'=1+1", "-", "@SUM(A1)", "\tx", " spaced  out ", "7", "10:30"])
LABELS = st.sampled_from(
    ["10mg", "25mcg", "0.5%", "875mg/125mg", "150mg-xr", "forte", "+5", "1000iu"]
)


@BOTH
def test_an_exported_file_imports_as_no_change(medicine, kind):
    content = exported(kind)
    assert [str(cell) for cell in cells_of(content)[0]] == [
        *("medicine", "dosage", "units", "price", "unit", "on sale")
    ]
    assert [str(cell) for cell in cells_of(content)[1]][:3] == ["Baclofen", "10 mg", "60"]
    assert len(cells_of(content)) == 13

    sheet = imported(content).sheet

    assert (sheet.state, sheet.rows, sheet.rows_same, sheet.problems) == ("read", 12, 12, 0)
    assert not sheet.proposal.prices.exists()


TABLES = st.dictionaries(
    TITLES,
    st.dictionaries(
        LABELS, st.dictionaries(st.integers(1, 999_999), PRICES, max_size=3), max_size=2
    ),
    min_size=1,
    max_size=4,
)


@contextmanager
def taken_back():
    """Each draw has a shop of its own, in no block that a durable one would be nested in."""
    before = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(before)


def filled(table) -> list[Product]:
    """A shop of exactly these packs; titles that are read as one are left out."""
    names, packs = set(), []
    for number, (title, dosages) in enumerate(table.items()):
        if name_key(title) in {"", *names}:
            continue
        names.add(name_key(title))
        medicine = a_medicine(title[:200], slug=f"m-{number}")
        for label, prices in dosages.items():
            dosage = a_dosage(medicine, label, units_on_hand=0)
            packs += [a_pack(dosage, units, price) for units, price in prices.items()]
    return packs


@BOTH
@given(table=TABLES)
@settings(max_examples=25)
def test_any_table_of_packs_goes_out_and_comes_in_as_no_change(kind, table):
    with taken_back():
        packs = filled(table)
        if packs:
            sheet = imported(exported(kind)).sheet
            assert (problems(sheet.proposal), sheet.rows_same) == ([], len(packs))
            assert not sheet.proposal.prices.exists()


@BOTH
@given(data=st.data())
@settings(max_examples=25)
def test_any_edits_of_an_exported_file_are_the_proposals_and_nothing_else(kind, data):
    with taken_back():
        table = {"Baclofen": {"10mg": dict.fromkeys(range(30, 300, 30), Decimal(50))}}
        packs = {pack.units: pack for pack in filled(table)}
        edits = data.draw(st.dictionaries(st.sampled_from(sorted(packs)), PRICES))
        new = data.draw(st.dictionaries(st.integers(301, 999), PRICES, max_size=3))
        head, *rows = cells_of(exported(kind))
        for row in rows:
            row[3] = edits.get(int(row[2]), row[3])
        rows += [["Baclofen", "10mg", units, price, "", ""] for units, price in new.items()]
        rows = data.draw(st.permutations(rows))
        content = (xlsx if kind == "xlsx" else csv_of)(*rows, head=head)

        proposal = imported(content)

        changed = {units: price for units, price in edits.items() if price != 50}
        told = proposal.prices.values_list("pack__units", "units", "price")
        assert {one or other: price for one, other, price in told} == changed | new
        proposing.apply(proposal, why="", now=timezone.now())
        now = StockRecord.objects.values_list("product__units", "price")
        assert dict(now) == dict.fromkeys(packs, Decimal(50)) | changed | new


@BOTH
def test_nothing_in_an_exported_file_is_a_formula(kind):
    a_pack(a_dosage(a_medicine('=HYPERLINK("http://x")', slug="x"), "+5"), 60, "1.00")
    for cell in cells_of(exported(kind))[1][:2]:
        assert cell.startswith("'")


@BOTH
def test_changed_prices_and_new_packs_are_proposed(medicine, kind):
    proposal = imported(
        written(
            kind,
            ["Baclofen", "10 mg", 60, 54],
            ["BACLOFEN ", "10mg", 90, 68.0],
            ["baclofen", "25 mg", 30, "99.00"],
            ["Baclofen", "10 mg", 30, 12.5],
        )
    )
    assert problems(proposal) == []
    assert proposed(proposal) == {
        "Baclofen 10\u00a0mg x 60": "54.00",
        "Baclofen 25\u00a0mg x 30": "99.00",
        "Baclofen 10\u00a0mg x 30": "12.50",
    }
    assert list(proposal.prices.values_list("row", flat=True)) == [2, 4, 5]
    assert (proposal.sheet.rows, proposal.sheet.rows_same) == (4, 1)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_csv_file_is_read_as_any_program_writes_it(medicine, separator, encoding, end):
    row = ["Baclofen", "10 mg", "60", "54.00"]
    content = csv_of(row, separator=separator, encoding=encoding, end=end)
    assert list(proposed(imported(content)).values()) == ["54.00"]


def test_columns_may_stand_in_any_order_and_case_and_rows_be_blank(medicine):
    rows = [[], [54, "x", 60, "Baclofen", "10 mg"], ["", None], [99, "", 30, "Baclofen", "25 mg"]]
    proposal = imported(xlsx(*rows, head=["Price", "UNIT", "Units", " medicine", "Dosage"]))
    assert list(proposed(proposal).values()) == ["54.00", "99.00"]
    assert list(proposal.prices.values_list("row", flat=True)) == [3, 5]


# --- Applied ---------------------------------------------------------------------------------


def test_a_sheet_with_problems_is_never_applied(medicine):
    proposal = imported(xlsx(["Baclofen", "10 mg", 60, 54], ["Baclofen", "10 mg", 90, "x"]))
    with pytest.raises(proposing.NotReadWhole), transaction.atomic():
        proposing.apply(proposal, why="", now=timezone.now())
    assert price_of(packs_of(medicine)[60]) == "52.00"


def test_a_sheet_that_is_not_read_yet_is_never_applied(medicine):
    proposal = sent(xlsx(["Baclofen", "10 mg", 60, 54]))
    with pytest.raises(proposing.NotReadWhole), transaction.atomic():
        proposing.apply(proposal, why="", now=timezone.now())


def test_prices_and_new_packs_are_applied_together_or_not_at_all(medicine):
    proposal = imported(xlsx(["Baclofen", "10 mg", 60, 54], ["Baclofen", "10 mg", 30, 30]))
    a_pack(packs_of(medicine)[60].dosage, 30, "29.00")

    with pytest.raises(proposing.PricesMoved), transaction.atomic():
        proposing.apply(proposal, why="", now=timezone.now())

    assert prices_now(medicine)[60] == Decimal("52.00")
    assert proposing.see_anew(proposal) == 1
    assert proposing.apply(proposal, why="", now=timezone.now()) == 2
    assert prices_now(medicine)[30] == Decimal("30.00")


def test_a_pack_made_the_size_of_a_new_one_is_proposed_once(medicine):
    proposal = imported(xlsx(["Baclofen", "10 mg", 60, 54], ["Baclofen", "10 mg", 30, 30]))
    Pack.objects.filter(pk=packs_of(medicine)[60].pk).update(units=30)

    assert proposing.see_anew(proposal) == 1
    assert proposing.apply(proposal, why="", now=timezone.now()) == 1


def test_a_pack_of_another_size_is_not_what_was_looked_at(medicine):
    proposal = imported(xlsx(["Baclofen", "10 mg", 360, 219]))
    seen = outcome_of(proposal, sees_costs=True).fingerprint
    Pack.objects.filter(pk=packs_of(medicine)[360].pk).update(units=361)
    assert outcome_of(proposal, sees_costs=True).fingerprint != seen


# --- What the database itself keeps ----------------------------------------------------------


@pytest.mark.parametrize(
    "odd", [{"problems": 1}, {"rows_read": 3}, {"rows_same": 2}, {"state": "refused"}]
)
def test_the_database_refuses_a_sheet_that_contradicts_itself(medicine, odd):
    sheet = imported(xlsx(["Baclofen", "10 mg", 60, 54])).sheet
    with pytest.raises(IntegrityError), transaction.atomic():
        PriceSheet.objects.filter(pk=sheet.pk).update(**odd)


@pytest.mark.parametrize("odd", [{"units": 60}, {"seen": None}, {"pack": None}])
def test_the_database_refuses_what_is_neither_a_pack_nor_a_new_one(medicine, odd):
    imported(xlsx(["Baclofen", "10 mg", 60, 54]))
    with pytest.raises(IntegrityError), transaction.atomic():
        ProposedPrice.objects.update(**odd)


def test_the_database_refuses_a_file_that_is_too_large(medicine):
    sheet = sent(b"x").sheet
    with pytest.raises(IntegrityError), transaction.atomic():
        SheetFile.objects.filter(sheet=sheet).update(content=b"x" * (MOST_BYTES + 1))
