"""Knows without asking Django's slow planner whether a database has every migration.

A migrate with nothing to do takes seconds; comparing a hash of the migration files with the one
left on the database takes none.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from pathlib import Path
from time import sleep

from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.psycopg_any import errors
from django.db.backends.utils import CursorWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

# Any number that nothing else on this database locks.
MIGRATION_LOCK = 27_182_818
AGAIN_AFTER_SECONDS = 0.2
# How long a change of a table waits for who is at it: that long every reader waits behind it.
WAITS_MS = 5000
IN_USE = """\
Somebody has been for longer than {seconds:g} s at a table that this migration changes. It was
stopped, so that no page waits behind it; what came before it is done. Run it again.
Who is at it: SELECT pid, xact_start, application_name, state FROM pg_stat_activity ORDER BY 2"""
IN_THE_MIDDLE = """\
This database has some of the migrations that are one by now ({merged}), and lacks others,
such as {gone}: nothing can go on from there.
Begin with an empty database: make run DATA=/some/new/folder
Or keep this one: migrate it with the shop as it was before they became one, then with this one.
The commit that made one of them, the first not to use, is named by
    git log --diff-filter=D -- '*/{gone}.py'"""


def migrations_hash() -> str:
    """A hash over every migration file of every installed app."""
    digest = hashlib.sha256()
    for config in apps.get_app_configs():
        for folder in _migration_folders(config.name):
            for file in sorted(Path(folder).glob("*.py")):
                digest.update(f"{config.label}/{file.name}".encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def migrate_where_needed(*, verbosity: int = 0) -> bool:
    """Bring the default database up to date. Returns whether anything had to be done."""
    wanted = f"migrations {migrations_hash()}"
    if _noted() == wanted:
        return False
    with one_at_a_time():
        if _noted() == wanted:
            return False
        call_command("migrate", interactive=False, verbosity=verbosity)
        _note(wanted)
    return True


def refuse_the_middle_of_merged_migrations(database: BaseDatabaseWrapper) -> None:
    """Raise CommandError where a database has some of the migrations that are one by now.

    Django would leave that one out without a word.
    """
    loader = MigrationLoader(None)
    applied = MigrationRecorder(database).applied_migrations()
    for (app, name), migration in loader.replacements.items():
        lacking = [old for old in migration.replaces if old not in applied]
        gone = [old for old in lacking if old not in loader.disk_migrations]
        if gone and len(lacking) < len(migration.replaces):
            raise CommandError(IN_THE_MIDDLE.format(merged=f"{app}.{name}", gone=gone[0][1]))


class NotMigrated(Exception):
    """The database lacks a migration of this code; the text names it."""


@cache
def check_migrated() -> None:
    """Raise NotMigrated where the database lacks any; asked until it has all, then never again.

    One that is ahead of this code has all of them: the old version serves while the new one comes.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        lacking = sorted(_latest_migrations() - set(cursor.fetchall()))
    if lacking:
        raise NotMigrated(".".join(lacking[0]))


@cache
def _latest_migrations() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def _noted() -> str | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database"
            " WHERE datname = current_database()"
        )
        return cursor.fetchone()[0]


def _note(text: str) -> None:
    with connection.cursor() as cursor:
        name = connection.ops.quote_name(connection.settings_dict["NAME"])
        cursor.execute(f"COMMENT ON DATABASE {name} IS %s", [text])


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two processes that start together: the second one waits and finds nothing left to do.

    It asks again and again: who waits inside a statement has a snapshot, and an index that is made
    concurrently waits for whoever has one.
    """
    with connection.cursor() as cursor:
        while not _is_ours(cursor):
            sleep(AGAIN_AFTER_SECONDS)
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATION_LOCK])


@contextmanager
def in_nobodys_way(database: BaseDatabaseWrapper) -> Iterator[None]:
    """Whoever holds a table for long stops the migration, which would stop everybody else.

    Raises CommandError then. An index that is made concurrently waits (catalog/concurrently.py).
    """
    with database.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        before = cursor.fetchone()
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [str(WAITS_MS)])
    try:
        yield
    except OperationalError as error:
        if isinstance(error.__cause__, (errors.LockNotAvailable, errors.DeadlockDetected)):
            raise CommandError(IN_USE.format(seconds=WAITS_MS / 1000)) from error
        raise
    finally:
        if database.is_usable():
            with database.cursor() as cursor:
                cursor.execute("SELECT set_config('lock_timeout', %s, false)", before)


def _is_ours(cursor: CursorWrapper) -> bool:
    cursor.execute("SELECT pg_try_advisory_lock(%s)", [MIGRATION_LOCK])
    return bool(cursor.fetchone()[0])


def _migration_folders(app: str) -> list[str]:
    try:
        migrations = import_module(f"{app}.migrations")
    except ModuleNotFoundError:
        return []
    # A module where an app, such as pgtrigger, has none but knows about them.
    return list(getattr(migrations, "__path__", []))
