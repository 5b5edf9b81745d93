"""A database of an earlier version, and what `migrate` and `make run` make of it."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from pharmacy.migrating import migrate_where_needed

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


def test_a_first_migrate_that_was_broken_off_goes_on():
    every = known()
    last = ("history", "0003_pharmacists_see_the_history")
    merged = MigrationLoader(None).replacements
    call_command("migrate", *last, verbosity=0)  # what came after it had not begun
    forget(*merged, *merged[last].replaces)

    call_command("migrate", verbosity=0)

    assert known() == every
