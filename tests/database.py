"""One migrated template database per set of migrations, cloned for each test process.

A clone takes a fraction of a second where migrating takes many. It also undoes a test that commits:
a TRUNCATE is refused by the append-only tables and would take the first rows with it.

Two thirds of migrating is Oscar's part, which hardly ever changes: it is kept as a database of its
own, with which a template of other migrations begins.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from pharmacy.embedded_postgres.base import server_of
from pharmacy.history.acting import acting
from pharmacy.migrating import migrations_hash
from tests.oscars_part import migrate_oscars_part, oscars_part_hash
from tests.outside.addresses import with_name

CHECKOUT = hashlib.sha256(str(settings.BASE_DIR).encode()).hexdigest()[:8]


class TestDatabase:
    """The database of one test process, cloned from the template."""

    __test__ = False

    def __init__(self, worker: str) -> None:
        self.name = f"test_{CHECKOUT}_{worker}"
        self.template = f"template_{CHECKOUT}_{migrations_hash()}"

    @property
    def is_used(self) -> bool:
        """Whether Django has spoken with it since it was cloned."""
        return connection.settings_dict["NAME"] == self.name and connection.connection is not None

    def create(self) -> None:
        """Make the template where it is missing, clone it and point Django at the clone."""
        with one_process_at_a_time(settings.DATA_DIR / "template.lock"):
            if self.template not in self._databases():
                self._make_template()
        self.clone()

    def clone(self) -> None:
        """A fresh copy of the template, whatever was there before."""
        connection.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')
            # Copied, not logged row by row: there is no more to lose than a test's rows.
            cursor.execute(
                f'CREATE DATABASE "{self.name}" TEMPLATE "{self.template}" STRATEGY FILE_COPY'
            )
        self.use(self.name)

    def drop(self) -> None:
        connection.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')

    def _make_template(self) -> None:
        oscars = f"oscars_{CHECKOUT}_{oscars_part_hash()}"
        for old in self._databases():
            if old.startswith((f"template_{CHECKOUT}_", f"oscars_{CHECKOUT}_")) and old != oscars:
                with connection._nodb_cursor() as cursor:
                    cursor.execute(f'DROP DATABASE "{old}" WITH (FORCE)')
        if oscars not in self._databases():
            with self._making(oscars, copied_from="template1"):
                migrate_oscars_part()
        as_from_the_command_line = acting(command="migrate")
        with self._making(self.template, copied_from=oscars), as_from_the_command_line:
            call_command("migrate", interactive=False, verbosity=0)

    @contextmanager
    def _making(self, name: str, *, copied_from: str) -> Iterator[None]:
        """Django works on a copy within the block, which is called `name` once all is done."""
        unfinished = f"{name}_unfinished"
        with connection._nodb_cursor() as cursor:
            cursor.execute(
                f'CREATE DATABASE "{unfinished}" TEMPLATE "{copied_from}" STRATEGY FILE_COPY'
            )
        self.use(unfinished)
        yield
        connection.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')

    def _databases(self) -> list[str]:
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database")
            return [name for (name,) in cursor.fetchall()]

    @staticmethod
    def use(name: str) -> None:
        """Point Django at a database."""
        connection.close()
        connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = name


@contextmanager
def a_database_apart(name: str) -> Iterator[None]:
    """Django works on another clone within the block, and on its own one afterwards."""
    before, database = connection.settings_dict["NAME"], TestDatabase(name)
    database.create()
    try:
        yield
    finally:
        database.drop()
        database.use(before)


@contextmanager
def an_empty_database(name: str) -> Iterator[None]:
    """Django works on one without any table within the block."""
    before = connection.settings_dict["NAME"]
    # Named after the process, too: the tests of a file may run in several at once.
    new = f"{before}_{name}"
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{new}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{new}" TEMPLATE template0')
    TestDatabase.use(new)
    try:
        yield
    finally:
        TestDatabase.use(before)
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{new}" WITH (FORCE)')
        connection.close()


def address_for_others() -> str:
    """The DATABASE_URL of the database Django works on now, for other processes."""
    name, url = connection.settings_dict["NAME"], os.environ.get("DATABASE_URL")
    if not url:
        address = server_of(connection.settings_dict).address(for_child=True)
        url = f"postgres://{address['user']}@/{address['host']}/postgres"
    return with_name(url, name)


@contextmanager
def one_process_at_a_time(lock: Path) -> Iterator[None]:
    """Hold `lock` against the other test processes; a killed holder lets go by itself."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
