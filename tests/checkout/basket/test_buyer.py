"""What one person may have: old enough, and not too much of a medicine in its period."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkout.basket.buyer import Buyer, age_on, over_the_period, too_young
from checkout.basket.rules import cart_problems
from tests.checkout.basket.carts import a_cart_of, a_line

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def plain(words):
    return words.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("born_on", "day", "age"),
    [
        (date(2000, 3, 27), date(2016, 3, 26), 15),
        (date(2000, 3, 27), date(2016, 3, 27), 16),
        (date(2000, 2, 29), date(2018, 2, 28), 17),
        (date(2000, 2, 29), date(2018, 3, 1), 18),
        (date(2000, 2, 29), date(2020, 2, 29), 20),
        (date(2000, 1, 1), date(2000, 1, 1), 0),
    ],
)
def test_a_year_is_complete_on_the_birthday(born_on, day, age):
    assert age_on(born_on, day) == age


@given(born_on=DAYS, days=st.integers(0, 40_000))
def test_nobody_grows_younger_and_a_year_takes_no_more_than_366_days(born_on, days):
    day = born_on + timedelta(days=days)
    age, a_year_later = age_on(born_on, day), age_on(born_on, day + timedelta(days=366))
    assert 0 <= age < a_year_later <= age + 2


def test_who_is_too_young_is_told_once_for_a_medicine():
    cart = a_cart_of(a_line(60, minimum_age=16), a_line(90, minimum_age=16))
    [(line, words)] = too_young(cart.lines, 15)
    assert line == cart.lines[1]
    assert words == "Baclofen is for people of 16 years and over only: take it out."
    assert not list(too_young(cart.lines, 16))


def test_a_period_counts_all_packs_of_a_medicine_and_what_was_ordered_before():
    limits = {"max_units_per_period": 240, "period_days": 30}
    cart = a_cart_of(a_line(60, **limits), a_line(90, **limits))
    assert not list(over_the_period(cart.lines, {1: 90}))
    [(line, words)] = over_the_period(cart.lines, {1: 91})
    assert line == cart.lines[1]
    assert plain(words) == (
        "One person gets at most 240 pills of Baclofen in 30 days:"
        " you ordered 91 pills already, and now ask for 150."
    )


def test_more_than_anybody_may_have_is_said_before_anybody_is_named():
    cart = a_cart_of(a_line(90, 3, max_units_per_period=240, period_days=1))
    [problem] = cart_problems(cart)
    most = "One person gets at most 240 pills of Baclofen a day:"
    assert plain(problem.message) == f"{most} you asked for 270."
    assert problem.blocking


def test_the_rules_of_a_person_stop_a_cart_at_the_line():
    cart = a_cart_of(a_line(90, minimum_age=18))
    assert not cart_problems(cart)
    [problem] = cart_problems(cart, Buyer(age=17))
    assert (problem.pack_id, problem.blocking) == (cart.lines[0].pack_id, True)


@given(
    limit=st.integers(1, 1000),
    before=st.integers(0, 1000),
    quantities=st.lists(st.integers(1, 5), min_size=1, max_size=4),
)
def test_the_limit_is_passed_exactly_when_something_is_said(limit, before, quantities):
    limits = {"max_units_per_period": limit, "period_days": 30}
    lines = [a_line(60, quantity, **limits) for quantity in quantities]
    is_too_much = before + 60 * sum(quantities) > limit
    assert bool(list(over_the_period(lines, {1: before}))) is is_too_much
