"""A shop in a folder of its own, backed up and put back in few words."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from pharmacy.backups.manifest import TABLES
from pharmacy.backups.sealing import new_key

SECRET, PUBLIC = new_key()
GUARDS = """
    SELECT format(
        '%s: %s %s %s %s', tgrelid::regclass, tgname, tgenabled, tgtype, tgfoid::regproc
    ) AS guard FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL
    SELECT format('%s: %s %s %s', conrelid::regclass, conname, contype, convalidated)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL
    SELECT format('%s: %s', tablename, indexname) FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL
    SELECT pg_get_functiondef(oid) FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'
    ORDER BY guard
"""
FILE_KEY = Fernet.generate_key().decode()


@dataclass
class Shops:
    """Where a backup lies, and the secret key that opens it."""

    place: Path

    @property
    def backup(self) -> Path:
        return self.place / "shop.age"

    @property
    def key(self) -> Path:
        key = self.place / "key.txt"
        key.write_text(f"# public key: {PUBLIC}\n{SECRET}\n")
        return key

    def back_up(self) -> None:
        call_command("backup", str(self.backup), stderr=StringIO())

    def restore(self, file: Path | None = None, *, key: Path | None = None) -> str:
        """What the command says."""
        return self._said("restore", file, key)

    def look(self, file: Path | None = None, *, key: Path | None = None) -> str:
        return self._said("restore", file, key, look=True)

    def _said(self, command: str, file: Path | None, key: Path | None, **options: Any) -> str:
        out = StringIO()
        file, key = file or self.backup, key or self.key
        call_command(command, str(file), identity=key, stdout=out, **options)
        return out.getvalue()


@contextmanager
def in_a_folder(place: Path, **others: Any) -> Iterator[Path]:
    """The shop's files lie there; its backups are sealed to a key of the tests'."""
    private = settings.STORAGES["private"]
    options = private["OPTIONS"] | {"location": place / "private"}
    values = {
        "DATA_DIR": place,
        "MEDIA_ROOT": place / "media",
        "STORAGES": settings.STORAGES | {"private": private | {"OPTIONS": options}},
        "FILE_KEYS": [FILE_KEY],
        "BACKUP_RECIPIENTS": [PUBLIC],
    }
    with override_settings(**(values | others)):
        yield place


def sums() -> dict[str, str]:
    """Of each table's rows, in whatever order they lie."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        return {table: _sum(cursor, table) for (table,) in cursor.fetchall()}


def _sum(cursor: Any, table: str) -> str:
    cursor.execute(
        f'SELECT md5(string_agg(row::text, chr(10) ORDER BY row::text COLLATE "C"))'
        f' FROM "{table}" AS row'
    )
    return str(cursor.fetchone()[0])


def guards_of_the_database() -> list[str]:
    """What the database itself holds its rows to. How it writes conditions down varies."""
    with connection.cursor() as cursor:
        cursor.execute(GUARDS)
        return [guard for (guard,) in cursor.fetchall()]


def files_in(place: Path) -> dict[str, bytes]:
    """Every file below, by its name."""
    found = sorted(path for path in place.rglob("*") if path.is_file())
    return {str(path.relative_to(place)): path.read_bytes() for path in found}
