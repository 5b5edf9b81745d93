"""Buyers who come at a pace, for what is measured while the shop has just so many orders."""

from math import inf

import pytest

from tests.bench.contestants import shop_orders
from tests.bench.contestants.shop_orders import paced
from tests.outside.at_once import run


@pytest.fixture
def waits(monkeypatch):
    """How long each would have waited at a moment at which all of them came."""
    waited = []

    async def sleep(seconds):
        waited.append(round(seconds, 3))

    monkeypatch.setattr(shop_orders.asyncio, "sleep", sleep)
    monkeypatch.setattr(shop_orders.time, "perf_counter", lambda: 7.0)
    return waited


def come(number, a_second):
    """Who bought, in turn."""
    bought = []

    async def buy(visitor):
        bought.append(visitor)

    async def all_of_them():
        journey = paced(buy, a_second)
        for visitor in range(number):
            await journey(visitor)

    run(all_of_them())
    return bought


def test_each_waits_for_a_time_of_their_own(waits):
    assert come(4, a_second=20) == [0, 1, 2, 3]
    assert waits == [0, 0.05, 0.1, 0.15]


def test_without_a_pace_nobody_waits(waits):
    assert come(3, a_second=inf) == [0, 1, 2]
    assert waits == [0, 0, 0]
