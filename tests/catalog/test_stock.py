"""Oscar's stock calls move units of the dosage's pool, and nothing else."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from catalog.lots.actions import take
from catalog.lots.allocating import Want
from catalog.stock import NotEnoughUnits, reserve
from tests.factories import a_dosage, a_pack

pytestmark = pytest.mark.django_db


@pytest.fixture
def dosage():
    return a_dosage(units_on_hand=200)


@pytest.fixture
def price(dosage):
    """Of the 60-pill pack; a 90-pill pack comes out of the same jar."""
    a_pack(dosage, 90, "68.00")
    return a_pack(dosage, 60, "52.00").stockrecords.get()


def pool(dosage):
    dosage.refresh_from_db()
    return dosage.units_on_hand, dosage.units_reserved


def test_allocated_packs_reserve_their_units(dosage, price):
    price.allocate(2)
    assert pool(dosage) == (200, 120)


def test_no_more_packs_are_allocated_than_the_pool_holds(dosage, price):
    reserve({dosage.pk: 90})
    with pytest.raises(NotEnoughUnits):
        price.allocate(2)
    assert pool(dosage) == (200, 90)


def test_consumed_packs_leave_the_pool(dosage, price):
    price.allocate(2)
    price.consume_allocation(1)
    assert pool(dosage) == (140, 60)


def test_what_was_never_allocated_is_neither_consumed_nor_given_back(dosage, price):
    price.allocate(1)
    for move in (price.consume_allocation, price.cancel_allocation):
        with pytest.raises(NotEnoughUnits):
            move(2)
    assert pool(dosage) == (200, 60)


def test_a_cancelled_allocation_is_free_again(dosage, price):
    price.allocate(2)
    price.cancel_allocation(1)
    assert pool(dosage) == (200, 60)


def test_oscar_asks_for_packs_and_is_answered_from_the_pool(dosage, price):
    assert price.net_stock_level == 3
    price.allocate(2)
    price.product.dosage.refresh_from_db()
    assert price.net_stock_level == 1
    assert price.is_allocation_consumption_possible(2)
    assert not price.is_allocation_consumption_possible(3)


def test_shipping_many_dosages_is_all_or_nothing(dosage):
    other = a_dosage(units_on_hand=50)
    reserve({dosage.pk: 60, other.pk: 30})
    with pytest.raises(NotEnoughUnits):
        take([Want(1, dosage.pk, 60), Want(2, other.pk, 31)], today=localdate())
    assert pool(dosage) == (200, 60)
    take([Want(1, dosage.pk, 60), Want(2, other.pk, 30)], today=localdate())
    assert (pool(dosage), pool(other)) == ((140, 0), (20, 0))


def test_dosages_are_reserved_in_one_order_whatever_order_a_cart_has_them_in():
    """Two carts that lock them in opposite orders would wait for each other for ever."""
    first, second = (a_dosage(units_on_hand=60) for _ in range(2))
    with CaptureQueriesContext(connection) as asked:
        reserve({second.pk: 60, first.pk: 60})
    updates = [query["sql"] for query in asked if query["sql"].startswith("UPDATE")]
    reserved = [re.search(r'"id" = \(?(\d+)', sql)[1] for sql in updates]
    assert reserved == [str(first.pk), str(second.pk)]
