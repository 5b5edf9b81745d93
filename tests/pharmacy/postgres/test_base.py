"""A connection that outlives a request is asked whether it lives only where something came."""

import select

import pytest
from django.db import connection

from tests.pharmacy.exact.elsewhere import elsewhere

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def kept(monkeypatch):
    """As in a shop that is open: between two requests, over a connection that has been used."""
    for name, value in (("CONN_MAX_AGE", 60), ("CONN_HEALTH_CHECKS", True)):
        monkeypatch.setitem(connection.settings_dict, name, value)
    connection.close()
    answer("SELECT 1")
    yield
    connection.close()


@pytest.fixture
def asked(monkeypatch):
    """How often a connection was asked whether it lives."""
    ask, times = connection.is_usable, []
    monkeypatch.setattr(connection, "is_usable", lambda: times.append(1) or ask())
    return times


def answer(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def a_request_begins():
    connection.close_if_unusable_or_obsolete()


def test_one_that_is_silent_is_not_asked(asked):
    before = answer("SELECT pg_backend_pid()")
    for _ in range(3):
        a_request_begins()
        assert answer("SELECT pg_backend_pid()") == before
    assert asked == []


def test_one_that_has_ended_is_opened_anew(asked):
    with elsewhere() as other:
        other.changes(
            "SELECT pg_terminate_backend(%s, 5000)", connection.connection.info.backend_pid
        )
    a_request_begins()
    assert answer("SELECT 'again'") == "again"
    assert asked == [1]


def test_one_on_which_something_else_came_is_asked_and_kept(asked):
    before = answer("SELECT pg_backend_pid()")
    with connection.cursor() as cursor:
        cursor.execute("LISTEN news")
    with elsewhere() as other:
        other.changes("NOTIFY news")
        other.commits()
    select.select([connection.connection], [], [], 20)
    a_request_begins()
    assert answer("SELECT pg_backend_pid()") == before
    assert asked == [1]
    a_request_begins()
    answer("SELECT 1")
    assert asked == [1]


def test_one_that_we_closed_ourselves_is_opened_anew():
    connection.connection.close()
    a_request_begins()
    assert answer("SELECT 'again'") == "again"
