"""Many at once: none of them slips through between a read and a write, in whatever process."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.cache import cache
from django.db import connection

from checkout.accounts.counting import count
from pharmacy import counting_alone
from pharmacy.counting_alone import CountingAlone
from tests.checkout.accounts.people import DO_NOT_FIT, an_account, sign_in
from tests.checkout.pages import said_on_top
from tests.checkout.visitor import Visitor

WINDOW = timedelta(minutes=10)
MANY = 16


def at_once(deed: Callable[[], object]) -> list:
    """What each of MANY threads is answered who begin in the same moment."""
    all_there = Barrier(MANY)

    def one(_number):
        try:
            connection.ensure_connection()
            all_there.wait(20)
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(MANY) as pool:
        return list(pool.map(one, range(MANY)))


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_each_is_told_another_number():
    counted = at_once(lambda: count("order-find", "somebody", WINDOW).visits)
    assert sorted(counted) == list(range(1, MANY + 1))


@pytest.mark.django_db(transaction=True)
def test_of_many_wrong_passwords_at_once_five_are_looked_at():
    """allauth reads, then writes; but behind a lock that all processes share."""
    an_account()
    cache.clear()
    answers = at_once(lambda: said_on_top(sign_in(Visitor(), "sam@example.com", "wrong")))
    assert 1 <= answers.count([("login", DO_NOT_FIT)]) <= 5


@pytest.mark.django_db
def test_a_window_that_is_over_begins_anew():
    for expected in (1, 2):
        assert count("order-find", "somebody", WINDOW).visits == expected
    with connection.cursor() as cursor:
        cursor.execute("UPDATE visits_counted SET ends = ends - interval '10 minutes'")
    assert count("order-find", "somebody", WINDOW) == (1, 600)


@pytest.mark.django_db
def test_pages_and_visitors_are_counted_apart():
    for page, visitor in [("a", "x"), ("a", "y"), ("b", "x")]:
        assert count(page, visitor, WINDOW).visits == 1


def test_a_process_alone_counts_likewise_and_forgets_the_one_not_seen_for_longest(monkeypatch):
    monkeypatch.setattr(counting_alone, "MOST", 2)
    alone = CountingAlone()
    counted = [alone.count("a", visitor, WINDOW) for visitor in "xxyzx"]
    assert [one.visits for one in counted] == [1, 2, 1, 1, 1]
    assert counted[0].seconds_left == 600
    assert alone.count("b", "x", timedelta(0)).visits == 1
