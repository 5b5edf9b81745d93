"""A year of orders for all stories of a module."""

import pytest

from tests.bench.years.filling import fill, settle

ORDERS = 3_600


@pytest.fixture(scope="module")
def customer(django_db_setup, django_db_blocker, a_fresh_database, tmp_path_factory):
    """Of a shop that has sold for a year; who has some of its orders."""
    with django_db_blocker.unblock():
        customer = fill(ORDERS, days=360, folder=tmp_path_factory.mktemp("year"))
        settle()
    return customer
