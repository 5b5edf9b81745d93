"""Where the sandbox keeps its state: one SQLite file, every change one transaction.

The file outlives the process: a write is in it before the answer leaves, so killing the process at
any moment loses nothing that somebody was told.
"""

import json
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, ClassVar, TypeVar

SCHEMA = """
CREATE TABLE IF NOT EXISTS records (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    created INTEGER NOT NULL,
    due_at INTEGER,
    body TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS records_by_kind ON records (kind, seq);
CREATE INDEX IF NOT EXISTS records_due ON records (due_at) WHERE due_at IS NOT NULL;
CREATE TABLE IF NOT EXISTS answers (
    key TEXT PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    path TEXT NOT NULL,
    request_id TEXT NOT NULL,
    status INTEGER NOT NULL,
    body TEXT NOT NULL,
    created INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    event TEXT NOT NULL,
    position REAL NOT NULL,
    next_at REAL,
    attempts INTEGER NOT NULL DEFAULT 0,
    last_status INTEGER,
    delivered INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS deliveries_waiting ON deliveries (next_at) WHERE next_at IS NOT NULL;
CREATE TABLE IF NOT EXISTS faults (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    target TEXT NOT NULL,
    times INTEGER NOT NULL,
    seconds REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


@dataclass(slots=True)
class Record:
    """One Stripe object as the sandbox keeps it; `due_at` is when time alone changes it."""

    kind: ClassVar[str]
    id: str
    created: int
    due_at: int | None


R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list is asked for: newest first, `after` and `before` are ids."""

    limit: int = 10
    after: str | None = None
    before: str | None = None
    created: Mapping[str, int] | None = None


class Store:
    """The file and the one connection to it; safe to share between threads."""

    def __init__(self, path: Path | str) -> None:
        self._lock = threading.RLock()
        self._connection = sqlite3.connect(
            path, timeout=30, isolation_level=None, check_same_thread=False
        )
        self._connection.row_factory = sqlite3.Row
        try:
            self._prepare()
        except sqlite3.Error:
            self._connection.close()
            raise

    def _prepare(self) -> None:
        self._connection.execute("PRAGMA journal_mode=WAL")
        # survives the death of the process; only a power cut could take the last moments
        self._connection.execute("PRAGMA synchronous=NORMAL")
        self._connection.executescript(SCHEMA)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing; others wait."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def close(self) -> None:
        with self._lock:
            self._connection.close()


def add(db: sqlite3.Connection, record: Record) -> None:
    db.execute(
        "INSERT INTO records (id, kind, created, due_at, body) VALUES (?, ?, ?, ?, ?)",
        (record.id, record.kind, record.created, record.due_at, _body(record)),
    )


def save(db: sqlite3.Connection, record: Record) -> None:
    db.execute(
        "UPDATE records SET due_at = ?, body = ? WHERE id = ?",
        (record.due_at, _body(record), record.id),
    )


def get(db: sqlite3.Connection, kind: type[R], key: str) -> R | None:
    row = db.execute(
        "SELECT body FROM records WHERE id = ? AND kind = ?", (key, kind.kind)
    ).fetchone()
    return kind(**json.loads(row["body"])) if row else None


def knows(db: sqlite3.Connection, kind: str, key: str) -> bool:
    row = db.execute("SELECT 1 FROM records WHERE id = ? AND kind = ?", (key, kind)).fetchone()
    return row is not None


def find(db: sqlite3.Connection, kind: type[R], **wanted: str) -> list[R]:
    """Every record of a kind with these values, oldest first."""
    clauses, values = _where(wanted)
    rows = db.execute(
        f"SELECT body FROM records WHERE kind = ?{clauses} ORDER BY seq",  # noqa: S608
        (kind.kind, *values),
    )
    return [kind(**json.loads(row["body"])) for row in rows]


def page(
    db: sqlite3.Connection, kind: type[R], page: Page, **wanted: str | Sequence[str] | None
) -> tuple[list[R], bool]:
    """One page, newest first, and whether more follows. A sequence means any of its values."""
    clauses, values = _where(wanted)
    for sign, bound in (page.created or {}).items():
        clauses += f" AND created {_SIGNS[sign]} ?"
        values.append(bound)
    if page.after:
        clauses += " AND seq < (SELECT seq FROM records WHERE id = ?)"
        values.append(page.after)
    if page.before:
        clauses += " AND seq > (SELECT seq FROM records WHERE id = ?)"
        values.append(page.before)
    order = "ASC" if page.before else "DESC"
    rows = db.execute(
        f"SELECT body FROM records WHERE kind = ?{clauses} ORDER BY seq {order} LIMIT ?",  # noqa: S608
        (kind.kind, *values, page.limit + 1),
    ).fetchall()
    found = [kind(**json.loads(row["body"])) for row in rows[: page.limit]]
    return (found[::-1] if page.before else found), len(rows) > page.limit


def due(db: sqlite3.Connection, now: int) -> tuple[str, str, int] | None:
    """The id, kind and hour of the first record that time has reached."""
    row = db.execute(
        "SELECT id, kind, due_at FROM records WHERE due_at <= ? ORDER BY due_at, seq LIMIT 1",
        (now,),
    ).fetchone()
    return (row["id"], row["kind"], row["due_at"]) if row else None


def setting(db: sqlite3.Connection, name: str, default: str) -> str:
    row = db.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
    return str(row["value"]) if row else default


def set_setting(db: sqlite3.Connection, name: str, value: str) -> None:
    db.execute("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", (name, value))


_SIGNS = {"gt": ">", "gte": ">=", "lt": "<", "lte": "<=", "equal": "="}


def _where(wanted: Mapping[str, str | Sequence[str] | None]) -> tuple[str, list[Any]]:
    clauses, values = "", []
    for name, value in wanted.items():
        if value is None:
            continue
        allowed = [value] if isinstance(value, str) else [*value]
        clauses += f" AND json_extract(body, '$.{name}') IN ({', '.join('?' * len(allowed))})"
        values += allowed
    return clauses, values


def _body(record: Record) -> str:
    return json.dumps({field.name: getattr(record, field.name) for field in fields(record)})
