"""How near a lot's expiry is."""

from datetime import date, timedelta

import pytest

from catalog.lots.expiry import has_expired, urgency
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


@pytest.mark.parametrize("typed", ["ab12-3", "AB 12-3", " aB12-3\u00a0"])
def test_a_number_is_the_same_however_it_is_typed(typed):
    assert as_lot_number(typed) == "AB12-3"
