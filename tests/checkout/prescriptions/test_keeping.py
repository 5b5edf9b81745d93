"""How long a record is kept."""

from datetime import date

import pytest

from checkout.prescriptions.keeping import Standing, erasable_from, why_kept

TODAY = date(2036, 3, 1)


@pytest.mark.parametrize(
    ("last_supply", "years", "day"),
    [
        (date(2026, 11, 26), 2, date(2028, 11, 26)),
        (date(2026, 11, 26), 10, date(2036, 11, 26)),
        (date(2024, 2, 29), 10, date(2034, 3, 1)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
    ],
)
def test_the_law_counts_from_the_last_supply(last_supply, years, day):
    assert erasable_from(last_supply, years) == day


@pytest.mark.parametrize(
    ("standing", "why"),
    [
        (Standing(is_over=True), ""),
        (Standing(is_over=True, last_supply=date(2026, 3, 1)), ""),
        (
            Standing(is_over=True, last_supply=date(2026, 3, 2)),
            "the law requires the record until 2 March 2036",
        ),
        (Standing(is_over=False), "it is under way: finish or cancel it first"),
        (
            Standing(is_over=True, money_is_open=True),
            "a payment, refund or dispute is open: it has to end first",
        ),
    ],
)
def test_why_a_person_is_not_forgotten_is_said(standing, why):
    assert why_kept(standing, years=10, today=TODAY) == why
