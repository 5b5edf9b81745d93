"""What Today says of the comparisons with Stripe."""

from datetime import datetime, timedelta

import pytest

from checkout.order.desk.comparison import Compared, comparison

NOW = datetime(2026, 11, 22, 9, 14)


def compared(ago, *counts):
    finished = NOW - timedelta(**ago)
    return Compared(finished, finished, *counts)


RECENT = compared({"minutes": 3}, 14)
NIGHTLY = compared({"hours": 6}, 214)


@pytest.mark.parametrize(
    ("recent", "nightly", "words", "state"),
    [
        (
            RECENT,
            compared({"hours": 6}, 214, 1),
            "Compared with Stripe 3 minutes ago: all agrees."
            " Last night: 214 compared, 1 difference, put right.",
            "",
        ),
        (
            compared({"minutes": 3}, 14, 2),
            NIGHTLY,
            "Compared with Stripe 3 minutes ago: 2 differences, put right."
            " Last night: 214 compared, all agrees.",
            "",
        ),
        (
            RECENT,
            compared({"hours": 6}, 1214, 3, 1),
            "Compared with Stripe 3 minutes ago: all agrees."
            " Last night: 1,214 compared, 3 differences, 1 for a person to look at.",
            "warn",
        ),
        (
            compared({"minutes": 16}, 14),
            None,
            "Last compared with Stripe 16 minutes ago: the worker may not run.",
            "warn",
        ),
        (compared({"minutes": 15}), None, "Compared with Stripe 15 minutes ago: all agrees.", ""),
        (None, None, "Not compared with Stripe yet: the worker may not run.", "warn"),
        (
            RECENT,
            compared({"days": 3}, 214),
            "Compared with Stripe 3 minutes ago: all agrees."
            " The last comparison of everything was 3 days ago.",
            "warn",
        ),
    ],
)
def test_what_was_compared_and_whether_a_person_should_look(recent, nightly, words, state):
    said = comparison(recent, nightly, now=NOW)
    assert (said.words, said.state) == (words, state)


def test_a_comparison_that_was_broken_off_is_none():
    broken_off = Compared(NOW, None)
    assert comparison(broken_off, broken_off, now=NOW) == comparison(None, None, now=NOW)
