"""Querysets whose SQL is written and planned once, for what pages read all the time; and plain SQL.

Django writes the SQL of a queryset anew whenever it is read, and PostgreSQL plans it anew: for the
few of a page either takes longer than to find the rows.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from hashlib import blake2b
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from django.db import NotSupportedError, connection
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

# What the statements are called that connections have planned; all of them only read.
PREFIX = "shop_"


class Statement(NamedTuple):
    """SQL that only reads, with "$1", "$2" ... for the values it is asked with.

    `name` is what connections know it by: that of its SQL, whatever wrote it.
    """

    name: str
    sql: str
    places: int


class Written(NamedTuple):
    """A queryset as SQL, what it is asked with in turn, and how Python has each of its columns."""

    statement: Statement
    asked: tuple[str, ...]
    compiler: SQLCompiler
    converters: dict[int, Any]


class Prepared:
    """A queryset of `values_list`, to be read with other values each time.

    It is built with a stand-in for each of them: of its type, and such as nobody would ask with.
    """

    def __init__(self, build: Callable[..., QuerySet[Any]], **stand_ins: object) -> None:
        self.build = build
        self.stand_ins = stand_ins

    def rows(self, **values: object) -> Iterator[tuple[Any, ...]]:
        """As the queryset built with these values would give them. One query."""
        written = _written(self)
        found = rows_of(written.statement, [values[name] for name in written.asked])
        return map(tuple, written.compiler.apply_converters(found, written.converters))


def statement(sql: str) -> Statement:
    """Of SQL with "%s" for each value it is asked with."""
    places = sql.count("%s")
    return _named(sql % tuple(f"${number}" for number in range(1, places + 1)), places)


def _named(sql: str, places: int) -> Statement:
    name = f"{PREFIX}{blake2b(sql.encode(), digest_size=8).hexdigest()}"
    return Statement(name, sql, places)


def rows_of(statement: Statement, asked: Sequence[Any]) -> list[Sequence[Any]]:
    """What it finds, asked with these values. One query."""
    try:
        return _found(statement, asked)
    except NotSupportedError:
        # A column has another type since it was planned, as while a new version is deployed.
        if connection.in_atomic_block:
            connection.close_at = 0  # once the request is over
            raise
        connection.close()
        return _found(statement, asked)


@cache
def _written(prepared: Prepared) -> Written:
    compiler = prepared.build(**prepared.stand_ins).query.get_compiler(connection=connection)
    sql, values = compiler.as_sql()
    asked: list[str] = []
    texts = []
    for value in values:
        name = _stood_in_for(value, prepared.stand_ins)
        if name is not None:
            asked.append(name)
        # What is always the same is part of the SQL: to hand it over would take time each time.
        literal = connection.ops.compose_sql("%s", [value])  # type: ignore[attr-defined]
        texts.append(literal if name is None else f"${len(asked)}")
    missing = prepared.stand_ins.keys() - set(asked)
    if missing:
        raise ValueError(f"The query does not ask by {missing}: it would be the same for any.")
    converters = compiler.get_converters([column for column, *_ in compiler.select])
    return Written(_named(sql % tuple(texts), len(asked)), tuple(asked), compiler, converters)


def _stood_in_for(value: Any, stand_ins: dict[str, object]) -> str | None:
    """By what name a value is asked for; None where it is always the same."""
    for name, stand_in in stand_ins.items():
        if type(value) is type(stand_in) and value == stand_in:
            return name
    return None


# Which statements each connection has planned; it forgets them when it ends.
_planned: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()


def _found(statement: Statement, asked: Sequence[Any]) -> list[Sequence[Any]]:
    _plan(statement)
    places = ", ".join(["%s"] * statement.places)
    with connection.cursor() as cursor:
        cursor.execute(f"EXECUTE {statement.name}({places})", asked)
        return list(cursor.fetchall())


def _plan(statement: Statement) -> None:
    """Once a connection, and no query of a page's: PostgreSQL keeps it whatever is rolled back."""
    connection.ensure_connection()
    planned = _planned.setdefault(connection.connection, set())
    if statement.name in planned:
        return
    with connection.connection.cursor() as cursor:
        cursor.execute(f"PREPARE {statement.name} AS {statement.sql}")
    planned.add(statement.name)


def forget_prepared() -> None:
    """Where a setting changes what is asked, as in tests."""
    _written.cache_clear()
