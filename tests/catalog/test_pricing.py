"""The price table a shopper trusts: the owner's 12 rows, and what holds for any packs."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.pricing import price_table, rounded

# units, price -> unit price, list price, saving in percent, best: as on the owner's page
BACLOFEN_10MG = [
    (60, "52.00", "0.87", None, None, False),
    (90, "68.00", "0.76", "78.00", 13, False),
    (120, "85.00", "0.71", "104.00", 18, False),
    (180, "118.00", "0.66", "156.00", 24, False),
    (270, "168.00", "0.62", "234.00", 28, False),
    (360, "218.00", "0.61", "312.00", 30, True),
]
BACLOFEN_25MG = [
    (30, "101.00", "3.37", None, None, False),
    (60, "151.00", "2.52", "202.00", 25, False),
    (90, "200.00", "2.22", "303.00", 34, False),
    (120, "250.00", "2.08", "404.00", 38, False),
    (180, "349.00", "1.94", "606.00", 42, False),
    (270, "498.00", "1.84", "909.00", 45, True),
]


def shown(offers):
    return [
        (
            offer.units,
            str(offer.price),
            str(offer.unit_price),
            offer.list_price and str(offer.list_price),
            offer.saving,
            offer.is_best,
        )
        for offer in offers
    ]


def table(*packs):
    return price_table((units, Decimal(price)) for units, price in packs)


@pytest.mark.parametrize("rows", [BACLOFEN_10MG, BACLOFEN_25MG], ids=["10mg", "25mg"])
def test_the_owners_page_to_the_cent(rows):
    assert shown(table(*(row[:2] for row in rows))) == rows


def test_the_rate_of_the_smallest_pack_is_not_rounded_before_it_is_multiplied():
    [_, larger] = table((3, "10.00"), (300, "900.00"))
    assert larger.list_price == Decimal("1000.00")


def test_a_unit_price_under_ten_cents_has_three_decimals():
    [offer] = table((1000, "12.35"))
    assert str(offer.unit_price) == "0.012"


@pytest.mark.parametrize(("price", "unit_price"), [("9.99", "0.100"), ("10.00", "0.10")])
def test_ten_cents_is_where_three_decimals_end(price, unit_price):
    [offer] = table((100, price))
    assert str(offer.unit_price) == unit_price


def test_a_half_cent_rounds_up():
    [offer] = table((8, "1.00"))
    assert str(offer.unit_price) == "0.13"


def test_a_pack_dearer_per_unit_shows_no_saving_and_is_told_to_staff():
    [_, dearer] = table((60, "52.00"), (90, "80.00"))
    assert (dearer.list_price, dearer.saving, dearer.dearer_than_base) == (None, None, True)


def test_a_saving_under_half_a_percent_is_not_shown():
    [_, larger] = table((60, "60.00"), (600, "597.01"))
    assert (larger.list_price, larger.saving, larger.dearer_than_base) == (None, None, False)


def test_one_pack_is_not_called_the_best():
    assert not table((60, "52.00"))[0].is_best


def test_on_a_tie_the_smaller_pack_is_best():
    assert [offer.is_best for offer in table((60, "30.00"), (30, "15.00"))] == [True, False]


def test_a_dosage_without_packs_has_an_empty_table():
    assert price_table([]) == ()


packs = st.dictionaries(
    st.integers(1, 2000), st.decimals("0.01", "99999.99", places=2), min_size=1, max_size=12
).map(lambda by_units: list(by_units.items()))


@given(packs)
def test_savings_are_never_negative_and_list_prices_always_above_the_price(packs):
    for offer in price_table(packs):
        assert (offer.saving is None) == (offer.list_price is None)
        if offer.saving is not None:
            assert 1 <= offer.saving <= 100
            assert offer.list_price > offer.price


@given(packs)
def test_the_best_pack_is_a_true_minimum(packs):
    offers = price_table(packs)
    best = [offer for offer in offers if offer.is_best]
    assert len(best) == (1 if len(packs) > 1 else 0)
    for offer in best:
        assert all(offer.rate <= other.rate for other in offers)


@given(packs)
def test_the_unit_price_is_off_by_at_most_half_a_cent_a_unit(packs):
    for offer in price_table(packs):
        off = abs(Fraction(offer.unit_price) * offer.units - Fraction(offer.price))
        assert off <= Fraction(1, 200) * offer.units


@given(packs, st.randoms())
def test_the_order_of_input_does_not_matter(packs, random):
    shuffled = random.sample(packs, len(packs))
    assert price_table(shuffled) == price_table(packs)


@given(
    st.fractions(-(10**9), 10**9), st.sampled_from([Decimal("0.01"), Decimal("0.001"), Decimal(1)])
)
def test_rounding_goes_to_the_nearest_step(amount, step):
    off = Fraction(rounded(amount, step)) - amount
    assert abs(off) <= Fraction(step) / 2
