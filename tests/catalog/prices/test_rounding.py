"""What many prices become at once."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.prices.rounding import PRICES_END, Change, Ending, Rule, ending_on


@pytest.mark.parametrize(
    ("change", "amount", "ending", "price", "becomes"),
    [
        ("percent", "-5", "99 down", "52.00", "48.99"),
        ("percent", "-5", "99 down", "68.00", "63.99"),
        ("percent", "-5", "99", "68.00", "64.99"),
        ("percent", "-5", "99 down", "101.00", "94.99"),
        ("percent", "5", "", "10.10", "10.61"),  # 10.605
        ("percent", "-50", "", "0.01", "0.01"),  # 0.005
        ("percent", "-100", "", "52.00", None),
        ("percent", "-99.99", "", "0.10", None),
        ("amount", "-2.50", "", "52.00", "49.50"),
        ("amount", "-52", "", "52.00", None),
        ("amount", "1", "95", "52.00", "52.95"),
        ("set", "49.00", "", "52.00", "49.00"),
        ("set", "49.20", "50", "52.00", "49.50"),
        ("percent", "0", "00", "52.50", "53.00"),
        ("percent", "0", "00 down", "52.50", "52.00"),
        ("percent", "0", "99 down", "0.50", None),
        ("percent", "0", "99 up", "0.50", "0.99"),
        ("percent", "0", "99", "52.99", "52.99"),
        ("amount", "1", "", "99999999.00", None),
    ],
)
def test_a_rule_makes_a_price_or_none(change, amount, ending, price, becomes):
    rule = Rule(Change(change), Decimal(amount), Ending(ending))
    assert rule.price_of(Decimal(price)) == (becomes and Decimal(becomes))


amounts = st.decimals(Decimal("0.01"), Decimal("9999.99"), places=2)
endings = st.sampled_from([one for one in Ending if one])


@given(endings, amounts)
def test_an_ending_is_the_nearest_of_its_kind_on_its_side(ending, amount):
    result = ending_on(ending, amount)
    assert f"{result % 1:.2f}"[-2:] == ending[:2] or result < 0
    assert abs(result - amount) < 1
    if ending.endswith("down"):
        assert result <= amount
    elif ending.endswith("up"):
        assert result >= amount
    else:
        assert abs(result - amount) <= Decimal("0.50")
    assert ending_on(ending, result) == result


@given(st.sampled_from(Change), amounts, st.sampled_from(Ending), amounts)
def test_what_comes_out_may_always_be_saved(change, amount, ending, price):
    new = Rule(change, amount, ending).price_of(price)
    assert new is None or (0 < new < PRICES_END and new == round(new, 2))
