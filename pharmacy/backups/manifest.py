"""What a backup says of itself, in its last member."""

import json
import subprocess
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

NAME = "manifest.json"
FORMAT = 1
TABLES = """
    SELECT relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
    AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')
    ORDER BY relname
"""


class NotOurs(Exception):
    """It is no manifest this shop can read; the text says why."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """Rows by table, migrations as "app.name"; `members` and `sums` are of the tar."""

    taken_at: str
    commit: str
    postgresql: str
    migrations: list[str]
    rows: dict[str, int]
    files: int
    file_bytes: int
    members: int
    sums: str
    format: int = FORMAT

    def as_json(self) -> bytes:
        return json.dumps(asdict(self), indent=1).encode()

    @classmethod
    def of(cls, text: bytes) -> "Manifest":
        """Raises NotOurs."""
        try:
            values = json.loads(text)
            if values["format"] == FORMAT:
                return cls(**values)
        except (ValueError, TypeError, KeyError):
            raise NotOurs("What the backup says of itself cannot be read.") from None
        raise NotOurs("The backup was made by a newer shop: restore it with that one.")

    def lines(self) -> Iterator[str]:
        """For a person."""
        yield f"Taken at {datetime.fromisoformat(self.taken_at):%Y-%m-%d %H:%M:%S %Z}"
        yield f"Shop: commit {self.commit or 'unknown'}, {len(self.migrations)} migrations"
        yield f"PostgreSQL {self.postgresql}: {sum(self.rows.values())} rows"
        for table, rows in self.rows.items():
            if rows:
                yield f"  {table}: {rows}"
        yield f"Files: {self.files}, {self.file_bytes} bytes"


def known_of_the_database() -> dict[str, Any]:
    """What a manifest says of the database Django works on, as it sees it in this transaction."""
    applied = MigrationRecorder(connection).applied_migrations()
    return {
        "postgresql": _version(),
        "migrations": sorted(f"{app}.{name}" for app, name in applied),
        "rows": row_counts(),
    }


def _version() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return str(cursor.fetchone()[0])


def row_counts() -> dict[str, int]:
    """How many rows each table has."""
    name = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        counts = {}
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT count(*) FROM {name(table)}")  # noqa: S608 - a table's name
            counts[table] = cursor.fetchone()[0]
    return counts


def commit() -> str:
    """Of the shop's code; "" where it lies in no repository."""
    command = ["git", "-C", str(settings.BASE_DIR), "rev-parse", "HEAD"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    except OSError:
        return ""
    return done.stdout.strip()
