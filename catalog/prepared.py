"""Querysets whose SQL is written and planned once, for what pages read all the time.

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


class Written(NamedTuple):
    """`name` is what connections know the statement by: that of its SQL, whatever wrote it."""

    name: str
    sql: str
    values: tuple[Any, ...]
    compiler: SQLCompiler


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
        asked: list[Any] = [values[x.name] if isinstance(x, Place) else x for x in written.values]
        try:
            found = _found(written, asked)
        except NotSupportedError:
            # A column has another type since it was planned, as while a new version is deployed.
            if connection.in_atomic_block:
                connection.close_at = 0  # once the request is over
                raise
            connection.close()
            found = _found(written, asked)
        return map(tuple, written.compiler.results_iter([found]))


class Place(NamedTuple):
    """Where in the SQL a value goes."""

    name: str


@cache
def _written(prepared: Prepared) -> Written:
    compiler = prepared.build(**prepared.stand_ins).query.get_compiler(connection=connection)
    sql, values = compiler.as_sql()
    places = tuple(_place(value, prepared.stand_ins) for value in values)
    missing = prepared.stand_ins.keys() - {x.name for x in places if isinstance(x, Place)}
    if missing:
        raise ValueError(f"The query does not ask by {missing}: it would be the same for any.")
    name = f"{PREFIX}{blake2b(sql.encode(), digest_size=8).hexdigest()}"
    return Written(name, sql, places, compiler)


def _place(value: Any, stand_ins: dict[str, object]) -> Any:
    for name, stand_in in stand_ins.items():
        if type(value) is type(stand_in) and value == stand_in:
            return Place(name)
    return value


# Which statements each connection has planned; it forgets them when it ends.
_planned: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()


def _found(written: Written, asked: list[Any]) -> list[Sequence[Any]]:
    _plan(written)
    places = ", ".join(["%s"] * len(asked))
    with connection.cursor() as cursor:
        cursor.execute(f"EXECUTE {written.name}({places})", asked)
        return list(cursor.fetchall())


def _plan(written: Written) -> None:
    """Once a connection, and no query of a page's: PostgreSQL keeps it whatever is rolled back."""
    connection.ensure_connection()
    planned = _planned.setdefault(connection.connection, set())
    if written.name in planned:
        return
    numbered = written.sql % tuple(f"${number}" for number in range(1, len(written.values) + 1))
    with connection.connection.cursor() as cursor:
        cursor.execute(f"PREPARE {written.name} AS {numbered}")
    planned.add(written.name)


def forget_prepared() -> None:
    """Where a setting changes what is asked, as in tests."""
    _written.cache_clear()
