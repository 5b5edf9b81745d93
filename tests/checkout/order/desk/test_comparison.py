"""What Today says of the comparisons with Stripe."""

from datetime import datetime, timedelta

import pytest

from checkout.order.desk.comparison import Compared, Runs, comparison

NOW = datetime(2026, 11, 22, 9, 14)
NONE = Runs()


def compared(ago, *counts):
    return Runs(Compared(NOW - timedelta(**ago), *counts))


def unfinished(first, last, since=NONE):
    """Begun since the last one that was finished, and not finished."""
    return Runs(since.finished, NOW - timedelta(**first), NOW - timedelta(**last))


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
            NONE,
            "Last compared with Stripe 16 minutes ago: the worker may not run.",
            "warn",
        ),
        (compared({"minutes": 15}), NONE, "Compared with Stripe 15 minutes ago: all agrees.", ""),
        (NONE, NONE, "Not compared with Stripe yet: the worker may not run.", "warn"),
        (
            unfinished({"minutes": 4}, {"minutes": 4}),
            NONE,
            "Not compared with Stripe yet: begun 4 minutes ago and not finished."
            " Stripe may not answer, or may refuse the shop's key.",
            "warn",
        ),
        (
            unfinished({"hours": 1}, {"minutes": 4}, since=compared({"hours": 2})),
            NIGHTLY,
            "Last compared with Stripe 2 hours ago: begun 4 minutes ago and not finished."
            " Stripe may not answer, or may refuse the shop's key."
            " Last night: 214 compared, all agrees.",
            "warn",
        ),
        (
            unfinished({"hours": 1}, {"minutes": 16}, since=compared({"hours": 2})),
            NIGHTLY,
            "Last compared with Stripe 2 hours ago: the worker may not run."
            " Last night: 214 compared, all agrees.",
            "warn",
        ),
        (
            unfinished({"minutes": 1}, {"minutes": 1}, since=compared({"minutes": 6})),
            unfinished({"hours": 1}, {"hours": 1}, since=NIGHTLY),
            "Compared with Stripe 6 minutes ago: all agrees. Last night: 214 compared, all agrees.",
            "",
        ),
        (
            RECENT,
            unfinished({"hours": 30}, {"minutes": 20}),
            "Compared with Stripe 3 minutes ago: all agrees.",
            "",
        ),
        (
            RECENT,
            unfinished({"hours": 31}, {"minutes": 20}),
            "Compared with Stripe 3 minutes ago: all agrees."
            " No comparison of everything was ever finished: the first was begun 1 day ago.",
            "warn",
        ),
        (
            RECENT,
            unfinished({"days": 2}, {"minutes": 20}, since=compared({"days": 3}, 214)),
            "Compared with Stripe 3 minutes ago: all agrees."
            " The last comparison of everything was 3 days ago. None begun since was finished.",
            "warn",
        ),
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
