"""How near a lot's expiry is."""

from datetime import date, timedelta

import pytest

from catalog.lots.expiry import expiry_problem, has_expired, urgency
from catalog.lots.numbers import as_lot_number

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("days", "expired", "mark"),
    [
        (-1, True, "stop"),
        (0, True, "stop"),
        (1, False, "stop"),
        (30, False, "stop"),
        (31, False, "warn"),
        (90, False, "warn"),
        (91, False, ""),
    ],
)
def test_from_its_day_on_a_lot_is_given_to_nobody(days, expired, mark):
    day = TODAY + timedelta(days=days)
    assert (has_expired(day, TODAY), urgency(day, TODAY)) == (expired, mark)


def test_of_a_lot_without_an_expiry_nobody_knows():
    assert (has_expired(None, TODAY), urgency(None, TODAY)) == (False, "")


@pytest.mark.parametrize("typed", ["ab12-3", "AB 12-3", " aB12-3\u00a0", "AB\u200b12-3\ufeff"])
def test_a_number_is_the_same_however_it_is_typed(typed):
    assert as_lot_number(typed) == "AB12-3"


@pytest.mark.parametrize("typed", ["", " ", "\u200b", "--", "\u3164"])
def test_what_nobody_reads_is_no_number(typed):
    assert as_lot_number(typed) == ""


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (TODAY, "has expired"),
        (date(2046, 11, 25), ""),
        (date(2047, 1, 1), "more than 20 years away"),
        (date.max, "more than 20 years away"),
    ],
)
def test_a_lot_comes_in_that_expires_within_twenty_years(day, words):
    said = expiry_problem(day, TODAY)
    assert words in said
    assert bool(words) == bool(said)
