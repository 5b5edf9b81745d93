"""What is written for a spreadsheet stays text, and is read back as it was."""

import pytest

from catalog.spreadsheets import as_meant, harmless


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1 555", "-2", "@x", "\t=1", "\r=1", "\n=1", "'=1+1", "''-2"]
)
def test_no_cell_is_taken_for_a_formula(cell):
    assert harmless(cell) == f"'{cell}"
    assert as_meant(harmless(cell)) == cell


@pytest.mark.parametrize("cell", ["Baclofen", "", "a=1", "2026-11-26", "it's", "'t was"])
def test_what_is_harmless_stays_as_it_is(cell):
    assert harmless(cell) == as_meant(cell) == cell
