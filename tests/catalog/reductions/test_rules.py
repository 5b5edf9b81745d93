"""What a price is reduced from: the lowest of the 30 days before it, whatever was done to it."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.reductions.rules import Asked, PriceNow, price_now
from catalog.reductions.words import why_not_ahead, why_not_reduced

BEGIN = datetime(2026, 3, 1, tzinfo=UTC)


def day(number: float) -> datetime:
    return BEGIN + timedelta(days=number)


def history(*rows: tuple[float, str | None]) -> list[Asked]:
    """Rows of (day, price); "" is off sale."""
    return [Asked(day(number), Decimal(price) if price else None) for number, price in rows]


def former(*rows: tuple[float, str | None], announced_on: float) -> str:
    """As a page shows it, "" for nothing."""
    now = price_now(history(*rows))
    return str((now and now.former_price(day(announced_on))) or "")


@pytest.mark.parametrize(
    ("rows", "announced_on", "shown"),
    [
        pytest.param([(0, "72"), (40, "66")], 40, "72", id="lowered, and announced at once"),
        pytest.param([(0, "72"), (40, "66")], 41, "72", id="announced within a day"),
        pytest.param([(0, "72"), (40, "66")], 41.1, "", id="announced too late"),
        pytest.param([(0, "72"), (40, "66")], 30, "72", id="announced ahead, lowered then"),
        pytest.param([(0, "72")], 40, "", id="not lowered"),
        pytest.param([(0, "72"), (40, "80")], 40, "", id="raised"),
        pytest.param([(0, "50"), (40, "80"), (41, "70")], 41, "", id="raised just before"),
        pytest.param([(0, "72"), (20, "60"), (21, "72"), (40, "66")], 40, "", id="was lower"),
        pytest.param(
            [(0, "72"), (20, "68"), (21, "72"), (40, "66")], 40, "68", id="was lower once"
        ),
        pytest.param([(0, "72"), (9, "60"), (10, "72"), (40, "66")], 40, "72", id="30 days ago"),
        pytest.param([(0, "72"), (40, "69"), (41, "66")], 41, "69", id="in two steps"),
        pytest.param([(0, "72"), (40, "60"), (45, "66")], 40, "", id="raised again meanwhile"),
        pytest.param([(0, "72"), (40, "66"), (45, "66")], 40, "72", id="recorded twice"),
        pytest.param([(10, "72"), (40, "66")], 40, "72", id="on sale for 30 days"),
        pytest.param([(10.1, "72"), (40, "66")], 40, "", id="on sale for less"),
        pytest.param([(0, "72"), (20, None), (21, "72"), (40, "66")], 40, "", id="with a break"),
        pytest.param([(0, "72"), (40, "66"), (41, None)], 40, "", id="off sale"),
        pytest.param([(0, "72"), (40, "60"), (40, "66")], 40, "72", id="two at one moment"),
        pytest.param([], 40, "", id="never recorded"),
    ],
)
def test_what_is_shown(rows, announced_on, shown):
    assert former(*rows, announced_on=announced_on) == shown


# --- Against somebody who goes through the days one by one -------------------------------------

LAST_DAY = 100
PRICES = st.sampled_from([None, *map(Decimal, range(5, 10))])
HISTORIES = st.dictionaries(st.integers(0, LAST_DAY), PRICES, max_size=12)


def day_by_day(rows: dict[int, Decimal | None]) -> PriceNow | None:
    asked, price = [], None
    for number in range(LAST_DAY + 1):
        price = rows.get(number, price)
        asked.append(price)
    if asked[-1] is None:
        return None
    since = on_sale = LAST_DAY
    while since and asked[since - 1] == asked[-1]:
        since -= 1
    while on_sale and asked[on_sale - 1] is not None:
        on_sale -= 1
    before = asked[max(since - 30, 0) : since]
    known = len(before) == 30 and None not in before
    return PriceNow(asked[-1], day(since), day(on_sale), min(before) if known else None)


def as_history(rows: dict[int, Decimal | None]) -> list[Asked]:
    return [Asked(day(number), price) for number, price in rows.items()]


@given(HISTORIES)
def test_it_is_what_one_finds_who_goes_through_the_days(rows):
    assert price_now(as_history(rows)) == day_by_day(rows)


@given(HISTORIES, st.integers(1, 29), st.integers(10, 99), st.integers(1, 99))
def test_raising_a_price_and_lowering_it_again_makes_no_higher_former_price(
    rows, days_later, raised, lowered
):
    before = price_now(as_history(rows))
    jojo = {LAST_DAY + 1: Decimal(raised), LAST_DAY + 1 + days_later: Decimal(lowered)}

    now = price_now(as_history(rows | jojo))

    assert now
    assert now.lowest is None or (before and now.lowest <= before.price)


# --- What staff are told ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "announced_on", "said"),
    [
        ([(0, "72"), (40, "66")], 40, ""),
        ([(0, "72"), (40, None)], 40, "Not on sale: put it on sale for 30 days first."),
        (
            [(0, "72")],
            40,
            "$72.00 since 1 Mar 2026, 00:00: lower it first, and announce that within a day.",
        ),
        (
            [(20, "72"), (40, "66")],
            40,
            "On sale in this size and strength since 21 Mar 2026, 00:00:"
            " a reduction can begin on 20 Apr 2026, 00:00.",
        ),
        (
            [(0, "50"), (40, "80"), (41, "50")],
            41,
            "$50.00 is not below $50.00, the lowest price of the 30 days before it.",
        ),
    ],
)
def test_why_not_is_said_in_words_to_act_on(rows, announced_on, said):
    assert why_not_reduced(price_now(history(*rows)), day(announced_on)) == said


@given(HISTORIES, st.integers(LAST_DAY - 35, LAST_DAY + 5))
def test_there_is_a_former_price_or_a_reason_for_none(rows, announced_on):
    now, begins_at = price_now(as_history(rows)), day(announced_on)
    assert bool(now and now.former_price(begins_at)) != bool(why_not_reduced(now, begins_at))


def test_ahead_a_price_has_only_to_be_on_sale_for_30_days_then():
    now = price_now(history((20, "72")))

    assert why_not_ahead(now, day(50)) == ""
    assert "a reduction can begin on 20 Apr 2026, 00:00" in why_not_ahead(now, day(49.9))
    assert why_not_ahead(None, day(50)) == "Not on sale: put it on sale for 30 days first."


def test_moments_are_the_shops(settings):
    settings.TIME_ZONE = "Asia/Tokyo"
    assert "since 1 Mar 2026, 09:00" in why_not_reduced(price_now(history((0, "72"))), day(40))
