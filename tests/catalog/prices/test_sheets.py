"""Prices in and out as XLSX and CSV: read row by row, proposed, applied all or none."""

import pytest

from tests.catalog.prices.sheets import (
    cells_of,
    csv_of,
    exported,
    imported,
    problems,
    proposed,
    xlsx,
)

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("kind", ["xlsx", "csv"])


def written(kind, *rows):
    return xlsx(*rows) if kind == "xlsx" else csv_of(*rows)


@BOTH
def test_an_exported_file_imports_as_no_change(medicine, kind):
    content = exported(kind)
    assert [str(cell) for cell in cells_of(content)[0]] == [
        *("medicine", "dosage", "units", "price", "unit", "on sale")
    ]
    assert len(cells_of(content)) == 13

    sheet = imported(content).sheet

    assert (sheet.state, sheet.rows, sheet.rows_same, sheet.problems) == ("read", 12, 12, 0)
    assert not sheet.proposal.prices.exists()


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
