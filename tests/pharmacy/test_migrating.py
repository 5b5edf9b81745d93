"""A database of an earlier version, and what `migrate` and `make run` make of it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from pharmacy.migrating import migrate_where_needed, one_at_a_time
from tests.meanwhile import LONG
from tests.meanwhile import over_another_connection as elsewhere

pytestmark = pytest.mark.django_db


def forget(*migrations: tuple[str, str]) -> None:
    """As if the database had never heard of them."""
    for app, name in migrations:
        MigrationRecorder(connection).record_unapplied(app, name)


def known() -> set[tuple[str, str]]:
    return set(MigrationRecorder(connection).applied_migrations())


def test_a_database_with_every_migration_that_was_merged_has_nothing_to_do(capsys):
    merged = MigrationLoader(None).replacements
    every = known()
    forget(*merged)

    call_command("migrate")

    assert "No migrations to apply." in capsys.readouterr().out
    assert known() == every


@pytest.mark.parametrize("migrate", [lambda: call_command("migrate"), migrate_where_needed])
def test_one_in_the_middle_of_them_is_left_alone_and_says_what_to_do(migrate):
    forget(
        ("order", "0022_what_was_ordered"), ("order", "0037_parcels_are_blanked_with_their_person")
    )
    before = known()

    with pytest.raises(CommandError) as refused:
        migrate()

    assert known() == before
    for words in (
        "order.0022_what_was_ordered",
        "make run DATA=",
        "git log --diff-filter=D -- '*/0037_parcels_are_blanked_with_their_person.py'",
    ):
        assert words in str(refused.value)


@pytest.mark.django_db(transaction=True)
def test_a_first_migrate_that_was_broken_off_goes_on():
    every = known()
    last = ("history", "0003_pharmacists_see_the_history")
    merged = MigrationLoader(None).replacements
    call_command("migrate", *last, verbosity=0)  # what came after it had not begun
    forget(*merged, *merged[last].replaces)

    call_command("migrate", verbosity=0)

    assert known() == every


@pytest.mark.django_db(transaction=True)
def test_who_waits_for_another_to_migrate_keeps_no_index_from_being_made():
    """One made concurrently waits for everybody who reads: both would wait for ever."""
    with ThreadPoolExecutor(1) as pool:
        with one_at_a_time(), connection.cursor() as cursor:
            other = pool.submit(over_another_connection)
            while not asks_for_the_lock(cursor):
                assert not other.done()
            cursor.execute("SET statement_timeout = '10s'")
            cursor.execute("CREATE INDEX CONCURRENTLY made_meanwhile ON payment_outbox (tries)")
        assert other.result(LONG)


def over_another_connection() -> bool:
    try:
        with one_at_a_time():
            return True
    finally:
        connection.close()


def asks_for_the_lock(cursor) -> bool:
    cursor.execute(
        "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        " AND datname = current_database() AND query LIKE '%%advisory_lock%%')"
    )
    return cursor.fetchone()[0]


def migrate_back() -> tuple[str, str]:
    """What is said, and how long others wait over this connection afterwards."""
    with pytest.raises(CommandError) as refused:
        call_command("migrate", "waiting", "zero", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        return str(refused.value), cursor.fetchone()[0]


@pytest.mark.django_db(transaction=True)
def test_a_change_of_a_table_waits_no_longer_than_its_readers_can(monkeypatch):
    monkeypatch.setattr("pharmacy.migrating.WAITS_MS", 300)
    before = known()
    with transaction.atomic(), connection.cursor() as cursor:
        # Who would wait for ever ends this test, not the whole run.
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = '10s'")
        cursor.execute("LOCK TABLE waiting_waiting IN ACCESS SHARE MODE")
        said, waits = elsewhere(migrate_back)
    assert "for longer than 0.3 s" in said
    assert "Run it again" in said
    assert waits == "2s"
    assert {name for app, name in known() if app == "waiting"} == {
        name for app, name in before if app == "waiting"
    }


@pytest.mark.django_db(transaction=True)
def test_once_nobody_is_at_it_a_table_is_changed():
    call_command("migrate", "waiting", "zero", verbosity=0)
    assert not {name for app, name in known() if app == "waiting"}
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("0",)
