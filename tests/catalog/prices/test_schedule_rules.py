"""What is due of a scheduled price, and what its pack costs when it is over: plain values."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from catalog.prices.schedule.rules import (
    MOVES,
    OPEN,
    Deed,
    IllegalMove,
    ScheduleState,
    Times,
    check_move,
    price_once_over,
    state_once_started,
)

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
WAITING, RUNNING, ENDED, CANCELLED = ScheduleState


@pytest.mark.parametrize(
    ("state", "starts", "ends", "due"),
    [
        pytest.param(WAITING, 1, 2, None, id="to come"),
        pytest.param(WAITING, 0, 2, Deed.START, id="in the very moment"),
        pytest.param(WAITING, -1, 2, Deed.START, id="late, its end still ahead"),
        pytest.param(WAITING, -2, 0, Deed.MISS, id="its whole time has passed"),
        pytest.param(WAITING, -2, None, Deed.START, id="late, and stays"),
        pytest.param(RUNNING, -2, 1, None, id="runs on"),
        pytest.param(RUNNING, -2, 0, Deed.END, id="to end in the very moment"),
        pytest.param(RUNNING, -2, -1, Deed.END, id="to end, late"),
        pytest.param(ENDED, -2, -1, None, id="over"),
        pytest.param(ENDED, -2, None, None, id="set, and stays"),
        pytest.param(CANCELLED, -2, 1, None, id="cancelled"),
    ],
)
def test_what_is_due(state, starts, ends, due):
    ends_at = None if ends is None else NOON + ends * HOUR
    assert Times(state, NOON + starts * HOUR, ends_at).due(NOON) is due


@pytest.mark.parametrize("before", ScheduleState)
@pytest.mark.parametrize("after", ScheduleState)
def test_a_move_is_in_the_table_or_refused(before, after):
    if after in MOVES[before]:
        check_move(before, after)
    else:
        with pytest.raises(IllegalMove):
            check_move(before, after)


def test_what_is_over_stays_over():
    assert OPEN == (WAITING, RUNNING)
    assert MOVES[ENDED] == MOVES[CANCELLED] == set()


def test_a_price_that_stays_is_over_once_it_is_set():
    assert state_once_started(None) is ENDED
    assert state_once_started(NOON) is RUNNING


@pytest.mark.parametrize(
    ("now", "after"), [("66.50", "68.00"), ("66.5", "68.00"), ("67.00", "67.00")]
)
def test_the_price_before_returns_unless_somebody_set_another(now, after):
    assert price_once_over(Decimal(now), Decimal("66.50"), Decimal("68.00")) == Decimal(after)
