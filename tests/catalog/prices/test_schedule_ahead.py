"""What staff read of a pack's scheduled prices before they set another: asked where one runs."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.prices.rules import DosagePrices, Kind, PricedPack, Terms, price_notes
from catalog.prices.schedule.ahead import Ahead, Edit
from catalog.prices.schedule.rules import price_once_over
from catalog.units import Unit, UnitWords

PILLS = Terms(UnitWords.of(Unit.PILL), ask_above=20)
START, END = (datetime(2026, 12, day, tzinfo=UTC) for day in (7, 11))
WAITS = Ahead(Decimal("45.00"), 60, START, END)
STAYS = Ahead(Decimal("45.00"), 60, START, None)
RUNS = Ahead(Decimal("45.00"), 60, START, END, before=Decimal("52.00"))
UNTIL = "A scheduled price runs: $45.00 until 11 Dec 2026, 00:00"
FROM = "Scheduled: $45.00 from 7 Dec 2026, 00:00"


def notes(ahead, was, now, units=60, on_sale=True):
    """Of scheduled prices alone, as (text, is asked)."""
    before = PricedPack(1, 60, Decimal(was), on_sale, (ahead,))
    after = PricedPack(1, units, Decimal(now), on_sale, (ahead,))
    found = price_notes(DosagePrices([before]), DosagePrices([after]), PILLS)
    return [(one.text, one.is_asked) for one in found if one.kind is Kind.SCHEDULED]


@pytest.mark.parametrize(
    ("was", "now", "units", "said", "is_asked"),
    [
        ("45.00", "45.00", 60, f"{UNTIL}, then back to $52.00.", False),
        (
            "45.00",
            "49.50",
            60,
            f"{UNTIL}, then back to $52.00. What you set now takes its place, and stays then.",
            True,
        ),
        (
            "49.50",
            "45.00",
            60,
            "This is the scheduled price again: it runs until 11 Dec 2026, 00:00, then back to "
            "$52.00.",
            True,
        ),
        (
            "45.00",
            "45.00",
            90,
            f"{UNTIL}. Made another size, the pack does not go back to $52.00 then.",
            True,
        ),
    ],
)
def test_where_one_runs_another_price_is_asked_about(was, now, units, said, is_asked):
    assert notes(RUNS, was, now, units) == [(said, is_asked)]


def test_once_somebody_has_replaced_it_the_next_is_not_asked_again():
    [(left, asked), (again, asked_again)] = notes(RUNS, "49.50", "49.50") + notes(
        RUNS, "49.50", "50.00"
    )
    assert left == again
    assert "what is set by hand stays then." in left
    assert not asked
    assert not asked_again


def test_one_that_waits_is_said_and_not_asked_about():
    until = f"{FROM} until 11 Dec 2026, 00:00"
    assert notes(WAITS, "52.00", "52.00") == [(f"{until}, then back to today's price.", False)]
    assert notes(WAITS, "52.00", "55.00") == [(f"{until}, then back to what you set now.", False)]
    assert notes(STAYS, "52.00", "55.00") == [(f"{FROM} on, without an end.", False)]
    [(words, is_asked)] = notes(WAITS, "52.00", "52.00", units=90)
    assert words.endswith("Made another size, it never gets that price.")
    assert not is_asked


def test_a_pack_off_sale_is_told_too():
    [(words, is_asked)] = notes(RUNS, "45.00", "49.50", on_sale=False)
    assert (words.startswith(UNTIL), is_asked) == (True, True)


prices = st.sampled_from([Decimal(price) for price in ("45.00", "49.50", "52.00", "52.01")])


@given(was=prices, now=prices)
def test_who_is_not_asked_makes_no_temporary_price_the_base_and_loses_none(was, now):
    """What becomes of the price when the scheduled one ends is what was said, and asked first."""
    edit = RUNS.edit((60, was), (60, now))
    _text, is_asked = RUNS.said(edit, was)
    assert RUNS.before is not None
    left, became = (price_once_over(price, RUNS.price, RUNS.before) for price in (was, now))
    goes_back = now == RUNS.price
    assert became == (RUNS.before if goes_back else now)
    ends_otherwise = (was == RUNS.price) != goes_back
    assert is_asked == ends_otherwise
    assert edit is not Edit.NONE or left == became
