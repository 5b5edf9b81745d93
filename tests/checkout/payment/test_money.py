"""Minor units: the one conversion between our money and Stripe's."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkout.payment.money import from_minor_units, minor_units


@pytest.mark.parametrize(
    ("amount", "currency", "units"),
    [("68.00", "USD", 6800), ("0.01", "usd", 1), ("500", "JPY", 500), ("12964.00", "GBP", 1296400)],
)
def test_an_amount_is_counted_in_its_smallest_coin(amount, currency, units):
    assert minor_units(Decimal(amount), currency) == units


@pytest.mark.parametrize(("amount", "currency"), [("0.005", "USD"), ("0.50", "JPY")])
def test_a_coin_that_does_not_exist_is_refused(amount, currency):
    with pytest.raises(ValueError, match="too many decimals"):
        minor_units(Decimal(amount), currency)


@given(st.integers(0, 10**12), st.sampled_from(["USD", "EUR", "JPY"]))
def test_there_and_back_is_the_same(units, currency):
    assert minor_units(from_minor_units(units, currency), currency) == units
