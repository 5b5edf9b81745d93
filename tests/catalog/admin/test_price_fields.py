"""What staff may type as a price or a number of units."""

from contextlib import suppress
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from catalog.admin.price_fields import price_typed, units_typed


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("68", "68.00"),
        ("68.5", "68.50"),
        ("68.50", "68.50"),
        ("68.", "68.00"),
        (".5", "0.50"),
        ("0.01", "0.01"),
        ("0068.00", "68.00"),
        ("99999999.99", "99999999.99"),
    ],
)
def test_a_price(text, price):
    assert str(price_typed(text)) == price


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Enter a price."),
        (".", "Enter a price as digits, like 68.00."),
        ("$68", "Enter a price as digits, like 68.00."),
        ("6 8", "Enter a price as digits, like 68.00."),
        ("68,50", "Enter a price as digits, like 68.00."),
        ("1e3", "Enter a price as digits, like 68.00."),
        ("NaN", "Enter a price as digits, like 68.00."),
        ("٦٨", "Enter a price as digits, like 68.00."),
        ("0.00", "Enter a price above $0.00."),
        ("-0.001", "Enter a price above $0.00."),
        ("0.001", "Use at most two decimals: 0.001 has 3."),
        ("151.0050", "Use at most two decimals: 151.0050 has 4."),
        ("100000000", "Enter a price below $100,000,000.00."),
        ("9" * 5000, "Enter a price below $100,000,000.00."),
    ],
)
def test_no_price(text, message):
    with pytest.raises(ValidationError) as refused:
        price_typed(text)
    assert refused.value.messages == [message]


@given(st.text(max_size=30))
def test_any_text_is_a_price_the_database_takes_or_is_refused(text):
    price = None
    with suppress(ValidationError):
        price = price_typed(text)
    assert price is None or Decimal("0.01") <= price <= Decimal("99999999.99")
    assert price is None or price == price.quantize(Decimal("0.01"))


@pytest.mark.parametrize(("text", "units"), [("1", 1), ("060", 60), ("999999", 999_999)])
def test_units(text, units):
    assert units_typed(text, "pills") == units


@pytest.mark.parametrize("text", ["", "0", "000", "-5", "1.5", "six", "²", "٦"])
def test_no_units(text):
    with pytest.raises(ValidationError) as refused:
        units_typed(text, "pills")
    assert refused.value.messages == ["Enter how many pills the pack holds."]


@pytest.mark.parametrize("text", ["1000000", "9" * 5000])
def test_too_many_units(text):
    with pytest.raises(ValidationError) as refused:
        units_typed(text, "pills")
    assert refused.value.messages == ["A pack holds at most 999,999 pills."]
