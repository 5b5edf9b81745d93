"""What staff are asked to read before a price is saved, and when they are left alone."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.prices.rules import DosagePrices, Kind, PricedPack, Terms, price_notes
from catalog.pricing import price_table
from catalog.units import Unit, UnitWords
from tests.catalog.test_pricing import BACLOFEN_10MG

PILLS = Terms(UnitWords.of(Unit.PILL), ask_above=20)
BACLOFEN = {units: price for units, price, *_ in BACLOFEN_10MG}


def packs(prices, off_sale=()):
    return [
        PricedPack(number, units, Decimal(price), units not in off_sale)
        for number, (units, price) in enumerate(prices.items())
    ]


def notes_of(before, after, terms=PILLS, cost=None):
    return price_notes(DosagePrices(before, cost), DosagePrices(after, cost), terms)


def said(before, after, terms=PILLS, off_sale=(), cost=None):
    """Every note as (units of its pack or None, kind, text)."""
    table = packs(after, off_sale)
    units = {pack.key: pack.units for pack in table} | {None: None}
    notes = notes_of(packs(before), table, terms, cost)
    return [(units[note.key], note.kind, note.text) for note in notes]


def only(kind, notes):
    return [(units, text) for units, one, text in notes if one is kind]


def test_the_owners_page_asks_nothing():
    assert said(BACLOFEN, BACLOFEN) == []


def test_a_larger_pack_dearer_per_pill_and_a_best_that_is_not_the_largest():
    notes = said(BACLOFEN, BACLOFEN | {360: "251.00"})

    assert notes == [
        (
            270,
            Kind.BEST_IS_NOT_LARGEST,
            "Best per pill is this pack, not the largest (360 pills).",
        ),
        (
            360,
            Kind.DEARER,
            "Dearer per pill than the 270-pill pack: $0.70 against $0.62. "
            "A larger pack should cost less.",
        ),
    ]


def test_a_pack_is_compared_with_the_cheapest_of_all_smaller_ones():
    notes = said({}, {10: "10.00", 20: "10.00", 30: "29.00"})
    [(units, text)] = only(Kind.DEARER, notes)
    assert units == 30
    assert text.startswith("Dearer per pill than the 20-pill pack: $0.97 against $0.50.")


def test_amounts_that_read_alike_are_left_out():
    [(_, text)] = only(Kind.DEARER, said({}, {100: "100.00", 300: "300.01"}))
    assert text == "Dearer per pill than the 100-pill pack. A larger pack should cost less."


@pytest.mark.parametrize(
    ("price", "text"),
    [
        ("62.40", None),  # 20 % exactly
        ("62.41", "Up 20.1 % from $52.00. Above 20 % we ask twice."),
        ("64.48", "Up 24 % from $52.00. Above 20 % we ask twice."),
        ("41.60", None),
        ("41.59", "Down 20.1 % from $52.00. Above 20 % we ask twice."),
        ("26.00", "Down 50 % from $52.00. Above 20 % we ask twice."),
    ],
)
def test_a_large_step_is_asked_about(price, text):
    steps = only(Kind.STEP, said(BACLOFEN, BACLOFEN | {60: price}))
    assert steps == ([(60, text)] if text else [])


def test_a_pack_that_comes_back_on_sale_at_another_price_is_asked_about():
    [pack] = packs({60: "68.00"}, off_sale=[60])
    back = replace(pack, price=Decimal("6.80"), on_sale=True)
    [note] = notes_of([pack], [back])
    assert (note.kind, note.is_asked) == (Kind.STEP, True)


def test_how_large_a_step_is_the_shop_says():
    strict = Terms(PILLS.unit, ask_above=2)
    assert only(Kind.STEP, said(BACLOFEN, BACLOFEN | {60: "54.00"}, strict)) == [
        (60, "Up 4 % from $52.00. Above 2 % we ask twice.")
    ]


def test_a_pack_of_another_size_is_judged_per_pill():
    notes = said({60: "52.00", 90: "68.00"}, {60: "52.00", 900: "68.00"})
    assert only(Kind.STEP, notes) == [
        (900, "Down 90 % per pill from the 90-pill pack. Above 20 % we ask twice.")
    ]


def test_what_costs_more_to_buy_than_it_sells_for():
    notes = said({180: "99.00"}, {180: "98.99"}, cost=Decimal("0.55"))
    assert notes == [(180, Kind.BELOW_COST, "Below cost: these 180 pills cost $99.00 to buy.")]


def test_a_cost_that_rises_above_a_price_is_asked_about():
    table = packs({180: "99.00"})
    dear, cheap = DosagePrices(table, Decimal("0.56")), DosagePrices(table, Decimal("0.55"))
    assert [note.is_asked for note in price_notes(cheap, dear, PILLS)] == [True]
    assert [note.is_asked for note in price_notes(dear, dear, PILLS)] == [False]


def test_two_packs_of_one_price():
    notes = said(BACLOFEN, BACLOFEN | {90: "85.00"})
    assert only(Kind.SAME_PRICE, notes) == [(120, "Same price as the 90-pill pack.")]


def test_moving_the_base_pack_says_how_many_struck_prices_move():
    [(units, text)] = only(Kind.BASE_MOVES, said(BACLOFEN, BACLOFEN | {60: "54.00"}))
    assert units is None
    assert text == (
        "You are moving the base pack. The 60-pill pack sets the rate ($52.00 for 60 before, "
        "$54.00 for 60 now), so 5 struck prices and savings move. Old ones stand beneath the new."
    )


def test_a_new_smaller_pack_moves_it_too():
    after = {**BACLOFEN, 30: "20.00"}
    [(_, text)] = only(Kind.BASE_MOVES, said(BACLOFEN, after))
    assert "The 30-pill pack sets the rate ($52.00 for 60 before, $20.00 for 30 now)" in text


def test_so_does_taking_the_smallest_off_sale():
    [(_, text)] = only(Kind.BASE_MOVES, said(BACLOFEN, BACLOFEN, off_sale=[60]))
    assert "The 90-pill pack sets the rate ($52.00 for 60 before, $68.00 for 90 now)" in text
    assert "5 struck prices" in text


def test_one_struck_price_is_one():
    [(_, text)] = only(Kind.BASE_MOVES, said({1: "5.00", 2: "8.00"}, {1: "6.00", 2: "8.00"}))
    assert "1 struck price and saving moves. The old one stands" in text


def test_a_base_that_keeps_its_rate_moves_nothing():
    assert said({60: "60.00", 120: "110.00"}, {30: "30.00", 120: "110.00"}) == []


def test_what_was_odd_before_is_shown_and_not_asked_about():
    odd = BACLOFEN | {360: "251.00"}
    notes = notes_of(packs(odd), packs(odd | {90: "67.00"}))
    assert [note.is_asked for note in notes] == [False, False]


def test_what_becomes_odder_is_asked_about():
    odd = BACLOFEN | {360: "251.00"}
    notes = notes_of(packs(odd), packs(odd | {360: "261.00"}))
    assert [note.kind for note in notes if note.is_asked] == [Kind.DEARER]


def test_a_price_that_stays_below_cost_is_asked_about_when_it_is_changed():
    dear, less = packs({180: "99.00"}), packs({180: "98.00"})
    cost = Decimal("0.60")
    assert [note.is_asked for note in notes_of(dear, less, cost=cost)] == [True]


def test_a_pack_off_sale_is_not_spoken_of():
    assert only(Kind.DEARER, said({}, BACLOFEN | {360: "251.00"}, off_sale=[360])) == []


money = st.decimals(Decimal("0.01"), Decimal("99999.99"), places=2)
tables = st.dictionaries(st.integers(1, 5000), money, max_size=6).map(packs)


@given(tables)
def test_an_untouched_table_asks_nothing(table):
    assert not any(note.is_asked for note in notes_of(table, table))


@given(tables, tables)
def test_every_note_is_what_one_finds_who_looks_at_all_pairs(before, after):
    found = {(note.key, note.kind) for note in notes_of(before, after)}
    expected = set()
    for pack in after:
        smaller = [other for other in after if other.units < pack.units]
        if any(other.rate < pack.rate for other in smaller):
            expected.add((pack.key, Kind.DEARER))
        if any(other.price == pack.price for other in smaller):
            expected.add((pack.key, Kind.SAME_PRICE))
        for was in before:
            if was.key == pack.key and not Fraction(4, 5) <= pack.rate / was.rate <= Fraction(6, 5):
                expected.add((pack.key, Kind.STEP))
    of_pairs = {note for note in found if note[1] in (Kind.DEARER, Kind.SAME_PRICE, Kind.STEP)}
    assert of_pairs == expected
    cheapest = min((pack.rate for pack in after), default=None)
    largest = max(after, key=lambda pack: pack.units, default=None)
    is_odd = bool(after) and largest.rate > cheapest
    assert any(kind is Kind.BEST_IS_NOT_LARGEST for _, kind in found) == is_odd


def struck(table):
    offers = price_table((pack.units, pack.price) for pack in table)
    return [(offer.list_price, offer.saving) for offer in offers]


@given(tables, money)
def test_no_struck_price_moves_with_the_base_unsaid(before, price):
    base = min(before, key=lambda pack: pack.units, default=None)
    after = [replace(pack, price=price) if pack is base else pack for pack in before]

    says = any(note.kind is Kind.BASE_MOVES for note in notes_of(before, after))

    assert says == (struck(before) != struck(after))
