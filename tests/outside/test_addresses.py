"""Databases are found on the server that was named, however it was named."""

import pytest

from tests.outside.addresses import with_name


@pytest.mark.parametrize(
    ("url", "other"),
    [
        ("postgres://me:pw@db:5433/shop", "postgres://me:pw@db:5433/bench"),
        ("postgres://me@//var/run/pg/shop", "postgres://me@//var/run/pg/bench"),
    ],
)
def test_another_database_on_the_same_server_is_at_the_same_address(url, other):
    assert with_name(url, "bench") == other
