"""Time as staff read it."""

from datetime import datetime, timedelta

import pytest

from checkout.order.desk.times import ago, day_and_hour, deadline, lasting

NOW = datetime(2026, 11, 22, 9, 14)


@pytest.mark.parametrize(
    ("time", "words"),
    [
        ({"seconds": 20}, "0 min"),
        ({"minutes": 24}, "24 min"),
        ({"hours": 7, "minutes": 6}, "7 h 06 min"),
        ({"days": 6, "hours": 19, "minutes": 50}, "6 d 19 h"),
    ],
)
def test_a_wait_is_said_in_two_measures(time, words):
    assert lasting(timedelta(**time)) == words


@pytest.mark.parametrize(
    ("left", "words", "state"),
    [
        ({"hours": -1}, "Ended", "stop"),
        ({"hours": 9, "minutes": 17}, "Ends in 9 h 17 min", "stop"),
        ({"hours": 12}, "Ends in 12 h 00 min", "stop"),
        ({"hours": 12, "seconds": 1}, "Ends in 12 h 00 min", "warn"),
        ({"days": 1, "hours": 16}, "Ends in 1 d 16 h", "warn"),
        ({"hours": 48}, "Ends in 2 d 0 h", "warn"),
        ({"days": 4, "hours": 7}, "4 d 7 h left", ""),
    ],
)
def test_a_deadline_warns_within_48_hours_and_alarms_within_12(left, words, state):
    said = deadline(timedelta(**left))
    assert (said.words, said.state) == (words, state)


@pytest.mark.parametrize(
    ("time", "words"),
    [
        ({"seconds": 59}, "just now"),
        ({"minutes": 1}, "1 minute ago"),
        ({"minutes": 4}, "4 minutes ago"),
        ({"hours": 1, "minutes": 59}, "1 hour ago"),
        ({"days": 2}, "2 days ago"),
    ],
)
def test_how_long_ago_something_was(time, words):
    assert ago(timedelta(**time)) == words


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 11, 22, 2, 50), "today, 02:50"),
        (datetime(2026, 11, 21, 17, 34), "yesterday, 17:34"),
        (datetime(2026, 11, 23, 10, 4), "tomorrow, 10:04"),
        (datetime(2026, 11, 19, 12, 0), "19 Nov, 12:00"),
        (datetime(2025, 11, 22, 9, 0), "22 Nov 2025, 09:00"),
    ],
)
def test_a_moment_is_named_by_day_and_hour(at, words):
    assert day_and_hour(at, NOW) == words
