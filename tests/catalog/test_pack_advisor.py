"""The packs to take for a need: the owner's packs, and any packs against trying every set."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.pack_advisor import PackSet, advise, cheaper_set
from catalog.pricing import PackOffer, price_table
from tests.factories import BACLOFEN

BACLOFEN_10MG = price_table((units, Decimal(price)) for units, price in BACLOFEN["10mg"])
ALL = {offer.units for offer in BACLOFEN_10MG}
PLENTY = 10_000


def told(found: PackSet | None) -> str | None:
    """As in "2 x 120 + 1 x 60 = $222.00"."""
    if found is None:
        return None
    packs = " + ".join(f"{number} x {offer.units}" for offer, number in found.packs)
    return f"{packs} = ${found.price}"


def advised(need: int, *, most: int = PLENTY, only_exact=()) -> list[str | None]:
    advice = advise(BACLOFEN_10MG, need, most=most, only_exact=only_exact)
    return [told(advice.exact), told(advice.cheaper)]


@pytest.mark.parametrize(
    ("need", "exact"),
    [
        (60, "1 x 60 = $52.00"),
        (180, "1 x 180 = $118.00"),
        (210, "1 x 120 + 1 x 90 = $153.00"),
        (300, "1 x 180 + 1 x 120 = $203.00"),
        (720, "2 x 360 = $436.00"),
        (1000, None),
    ],
)
def test_the_cheapest_packs_with_just_so_many_pills(need, exact):
    assert advised(need, only_exact=ALL) == [exact, None]


def test_general_sale_is_rounded_up_where_nothing_is_exact():
    assert advised(200) == [None, "1 x 120 + 1 x 90 = $153.00"]


def test_more_is_offered_beside_the_exact_packs_only_where_it_costs_less():
    offers = price_table([(10, Decimal("9.00")), (25, Decimal("15.00"))])
    advice = advise(offers, 20, most=PLENTY)
    assert [told(found) for found in advice.sets] == ["2 x 10 = $18.00", "1 x 25 = $15.00"]


def test_of_one_price_fewer_units_then_fewer_packs_are_taken():
    offers = price_table([(10, Decimal("5.00")), (20, Decimal("10.00")), (30, Decimal("15.00"))])
    assert told(advise(offers, 30, most=PLENTY).exact) == "1 x 30 = $15.00"
    same = price_table([(30, Decimal("12.00")), (40, Decimal("12.00"))])
    assert told(advise(same, 25, most=PLENTY).cheaper) == "1 x 30 = $12.00"


def test_what_a_pharmacist_decides_about_is_never_rounded_up():
    advice = advise(BACLOFEN_10MG, 200, most=PLENTY, only_exact=ALL)
    assert (advice.sets, advice.below) == ([], 180)
    assert advise(BACLOFEN_10MG, 59, most=PLENTY, only_exact=ALL).below == 0


def test_a_larger_pack_of_a_stricter_class_is_part_of_exact_sets_alone():
    paracetamol = price_table([(16, Decimal("2.00")), (32, Decimal("3.00"))])
    assert told(advise(paracetamol, 32, most=100, only_exact={32}).exact) == "1 x 32 = $3.00"
    assert told(advise(paracetamol, 30, most=100, only_exact={32}).cheaper) == "2 x 16 = $4.00"


def test_no_set_has_more_than_there_is():
    assert advised(200, most=209) == [None, None]
    assert advised(180, most=179) == [None, None]
    assert advise(BACLOFEN_10MG, 200, most=209).below == 180


def test_no_packs_make_nothing():
    advice = advise([], 10, most=PLENTY)
    assert (advice.sets, advice.below) == ([], 0)


def test_what_a_set_costs_per_pill_and_saves_at_the_smallest_packs_rate():
    found = advise(BACLOFEN_10MG, 180, most=PLENTY).exact
    assert found.units == 180
    assert (found.as_one.unit_price, found.saved) == (Decimal("0.66"), Decimal("38.00"))
    several = advise(BACLOFEN_10MG, 210, most=PLENTY).exact
    assert several.as_one.unit_price == Decimal("0.73")


def test_a_cart_of_small_packs_could_have_a_larger_one():
    assert told(cheaper_set(BACLOFEN_10MG, {60: 2})) == "1 x 120 = $85.00"
    assert told(cheaper_set(BACLOFEN_10MG, {60: 1, 120: 2})) == "1 x 180 + 1 x 120 = $203.00"
    assert cheaper_set(BACLOFEN_10MG, {120: 1}) is None
    assert cheaper_set(BACLOFEN_10MG, {}) is None


# What holds for any packs: every set of them is tried.
packs = st.dictionaries(st.integers(1, 12), st.integers(1, 900), min_size=1, max_size=4).map(
    lambda prices: price_table((units, Decimal(cents) / 100) for units, cents in prices.items())
)


def every_set(offers: Sequence[PackOffer], most: int) -> Iterator[tuple[Decimal, int, int, set]]:
    """Price, units, packs and sizes of each set of up to `most` units."""
    for numbers in product(*(range(most // offer.units + 1) for offer in offers)):
        chosen = [(offer, number) for offer, number in zip(offers, numbers, strict=True) if number]
        units = sum(offer.units * number for offer, number in chosen)
        if 0 < units <= most:
            price = sum((offer.price * number for offer, number in chosen), Decimal(0))
            yield price, units, sum(numbers), {offer.units for offer, _ in chosen}


def facts(found: PackSet | None) -> tuple[Decimal, int, int] | None:
    return found and (found.price, found.units, sum(number for _, number in found.packs))


@given(packs, st.integers(1, 25), st.integers(1, 36), st.sets(st.integers(1, 12)))
def test_no_set_is_better_than_the_one_advised(offers, need, most, only_exact):
    advice = advise(offers, need, most=most, only_exact=only_exact)
    every = list(every_set(offers, most))
    exact = min(((p, u, n) for p, u, n, _ in every if u == need), default=None)
    more = [(p, u, n) for p, u, n, sizes in every if u > need and not sizes & only_exact]
    cheaper = min(more, default=None)
    if exact and cheaper and cheaper[0] >= exact[0]:
        cheaper = None

    assert facts(advice.exact) == exact
    assert facts(advice.cheaper) == cheaper
    below = max((u for _, u, _, _ in every if u <= need), default=0)
    assert advice.below == (0 if exact or cheaper else below)


@given(packs, st.data())
def test_no_cheaper_set_has_the_units_of_a_cart(offers, data):
    sizes = [offer.units for offer in offers]
    in_cart = data.draw(st.dictionaries(st.sampled_from(sizes), st.integers(1, 3)))
    units = sum(size * number for size, number in in_cart.items())
    price_of = {offer.units: offer.price for offer in offers}
    cost = sum((price_of[size] * number for size, number in in_cart.items()), Decimal(0))
    best = min((p for p, u, _, _ in every_set(offers, min(units, 36)) if u == units), default=cost)
    found = cheaper_set(offers, in_cart)
    if units <= 36:
        assert (found.price if found else cost) == best
        assert found is None or found.units == units
