"""Querysets whose SQL is written once by each process, for what pages read all the time.

Django writes the SQL of a queryset anew whenever it is read, and for the few of a page that takes
longer than PostgreSQL needs to answer them.
"""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler


class Written(NamedTuple):
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
        with connection.cursor() as cursor:
            cursor.execute(written.sql, asked)
            found = cursor.fetchall()
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
    return Written(sql, places, compiler)


def _place(value: Any, stand_ins: dict[str, object]) -> Any:
    for name, stand_in in stand_ins.items():
        if type(value) is type(stand_in) and value == stand_in:
            return Place(name)
    return value


def forget_prepared() -> None:
    """Where a setting changes what is asked, as in tests."""
    _written.cache_clear()
