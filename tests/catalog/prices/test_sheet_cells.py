"""What a cell of a price sheet says, and what is said about one that says no price or size."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.prices.sheet_cells import Odd, cell_text, formula, price_in, units_in


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (60, "60"),
        (60.0, "60"),
        (12.5, "12.5"),
        (0.1 + 0.2, "0.3"),  # as the spreadsheet shows it
        (12.600000000000001, "12.6"),
        (1e20, "100000000000000000000"),
        (True, "TRUE"),
        ("  Baclofen\u00a0 forte\r\n", "Baclofen forte"),
        ("'=1+1", "=1+1"),
        ("10\x07 mg", "10 mg"),
    ],
)
def test_a_cell_is_read_as_a_spreadsheet_shows_it(value, text):
    assert cell_text(value) == text


@given(cents=st.integers(1, 10**10 - 1))
def test_a_price_kept_as_a_float_is_the_price_that_was_typed(cents):
    price = Decimal(cents) / 100
    assert price_in(cell_text(float(price))) == price


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (cell_text(datetime(2026, 5, 12)), "This is a date or time."),
        (cell_text(timedelta(hours=1)), "This is a date or time."),
        (formula("=A1*2"), "This is a formula. Write what it comes to."),
    ],
)
def test_a_cell_that_is_no_text_or_number_says_so(cell, words):
    assert isinstance(cell, Odd)
    assert cell.words.startswith(words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("12,5o", "“12,5o” has a letter o. Write 12.50."),
        ("1O", "“1O” has a letter O. Write 10.00."),
        ("12,50", "“12,50” has a comma. Write 12.50."),
        ("$12.50", "“$12.50” has a currency. Write 12.50."),
        ("EUR 12", "“EUR 12” has a currency. Write 12.00."),
        ("1,299.00", "“1,299.00” has a comma. Write 1299.00."),
        ("1,299", "“1,299” has a comma. Write the price with a point and no thousands."),
        ("12.505", "Use at most two decimals: 12.505 has 3."),
        ("0", "Enter a price above $0.00."),
        ("-1", "Enter a price above $0.00."),
        ("", "Enter a price."),
        ("soon", "Enter a price as digits, like 68.00."),
        ("1e3", "Enter a price as digits, like 68.00."),
        ("123456789", "Enter a price below $100,000,000.00."),
        ("\u0661\u0662", "Enter a price as digits, like 68.00."),
    ],
)
def test_what_is_no_price_is_told_from_what_was_meant(text, words):
    with pytest.raises(ValueError, match=".") as refusal:
        price_in(text)
    assert str(refusal.value) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("0", "A pack holds at least 1 unit."),
        ("0.0", "A pack holds at least 1 unit."),
        ("", "Enter how many pills the pack holds."),
        ("60.5", "Enter how many pills the pack holds."),
        ("60 pills", "Enter how many pills the pack holds."),
        ("-60", "Enter how many pills the pack holds."),
        ("1000000", "A pack holds at most 999,999 pills."),
    ],
)
def test_what_is_no_number_of_units_is_told(text, words):
    with pytest.raises(ValueError, match=".") as refusal:
        units_in(text, "pills")
    assert str(refusal.value) == words


def test_units_may_have_a_point_and_nothing_behind_it():
    assert units_in("60.00", "pills") == 60
