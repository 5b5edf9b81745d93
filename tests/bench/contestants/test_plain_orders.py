"""The floor is an honest one: plain SQL writes what the shop writes, and no unit twice."""

from collections import Counter
from contextlib import closing

import psycopg2
import pytest
from django.apps import apps
from django.db import connection
from psycopg2.extensions import cursor

from checkout.order.models import Order
from tests.bench.contestants.plain_orders import STATEMENTS, SoldOut, example, turn, write_order
from tests.checkout.shopping import a_delivery_method, a_placed_order
from tests.factories import a_dosage, a_pack

pytestmark = pytest.mark.django_db(transaction=True)


class Counting(cursor):
    statements = 0

    def execute(self, query, values=None):
        Counting.statements += 1
        super().execute(query, values)


@pytest.fixture
def db():
    parameters = connection.get_connection_params() | {"cursor_factory": Counting}
    with closing(psycopg2.connect(**parameters)) as db:
        yield db


@pytest.fixture
def pack():
    a_delivery_method()
    return a_pack(a_dosage(units_on_hand=200), 60)


def rows_in_every_table():
    """But for the history, which has an event for every step on the way to an order."""
    every = connection.introspection.table_names()
    tables = {table for table in every if not table.startswith("history_")}
    return Counter(
        {
            model._meta.db_table: model._base_manager.count()
            for model in apps.get_models(include_auto_created=True)
            if model._meta.db_table in tables
        }
    )


def test_an_order_in_plain_sql_is_the_rows_of_one_of_the_shop(db, pack):
    before = rows_in_every_table()
    order = a_placed_order({pack: 1})
    between = rows_in_every_table()

    write_order(db, example(db, order.number))

    assert rows_in_every_table() - between == between - before
    other = Order.objects.exclude(pk=order.pk).get()
    assert (other.total_incl_tax, other.guest_email) == (order.total_incl_tax, order.guest_email)
    pack.dosage.refresh_from_db()
    assert pack.dosage.units_reserved == 120


def test_its_statements_are_as_many_as_the_table_says(db, pack):
    like = example(db, a_placed_order({pack: 1}).number)
    Counting.statements = 0
    write_order(db, like)
    assert Counting.statements == STATEMENTS


def test_what_is_sold_out_is_not_written_and_told(db, pack):
    like = example(db, a_placed_order({pack: 1}).number)
    answer = turn(db, [like], seconds=60, dosages=1, first=0)
    assert answer == {"orders": 2, "wrong": f"dosage {pack.dosage_id} is sold out"}
    assert Order.objects.count() == 3
    with pytest.raises(SoldOut):
        write_order(db, like)
