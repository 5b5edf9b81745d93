"""The tax inside a price."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.tax import tax_included

amounts = st.decimals(min_value=0, max_value=100_000, places=2)
rates = st.decimals(min_value=0, max_value=Decimal("99.99"), places=2)


@pytest.mark.parametrize(
    ("amount", "rate", "tax"),
    [
        ("10.70", "7", "0.70"),
        ("120.00", "20", "20.00"),
        ("104.35", "0", "0.00"),
        ("0.00", "20", "0.00"),
        ("0.03", "20", "0.01"),  # 0.005: a half goes up
        ("0.01", "20", "0.00"),
        ("68.00", "8.25", "5.18"),
        ("12964.00", "19", "2069.88"),
    ],
)
def test_tax_is_the_part_inside_the_price(amount, rate, tax):
    assert str(tax_included(Decimal(amount), Decimal(rate))) == tax


@given(amounts, rates)
def test_tax_on_what_is_left_gives_the_price_again_within_half_a_cent(amount, rate):
    without = amount - tax_included(amount, rate)
    assert abs(without * (1 + rate / 100) - amount) <= Decimal("0.005") * (1 + rate / 100)
