"""Querysets whose SQL is written and planned once, for what pages read all the time; and plain SQL.

Django writes the SQL of a queryset anew whenever it is read, and PostgreSQL plans it anew: for the
few of a page either takes longer than to find the rows.
"""

from collections.abc import Callable, Iterator, Sequence
from copy import copy
from functools import cache
from hashlib import blake2b
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from django.db import NotSupportedError, connection
from django.db.models import BooleanField, F, Func, QuerySet, Value
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError

# What the statements are called that connections have planned; none of them writes.
PREFIX = "shop_"


class Statement(NamedTuple):
    """SQL that writes nothing, with "$1", "$2" ... for the values it is asked with.

    `name` is what connections know it by: that of its SQL, whatever wrote it.
    """

    name: str
    sql: str
    places: int


class Written(NamedTuple):
    """A queryset as SQL, what it is asked with in turn, and how Python has each of its columns.

    `sql` is that of the statement with "%s" for each value, as it is sent to be planned at once.
    """

    statement: Statement
    sql: str
    asked: tuple[str, ...]
    queryset: QuerySet[Any, Any]
    compiler: SQLCompiler
    converters: dict[int, Any]


class Prepared:
    """A queryset, of instances or values, to be read with other values each time.

    It is built with a stand-in for each of them: of its type, and such as nobody would ask with.
    """

    def __init__(self, build: Callable[..., QuerySet[Any]], **stand_ins: object) -> None:
        self.build = build
        self.stand_ins = stand_ins

    def rows(self, **values: object) -> Iterator[Any]:
        """As the queryset built with these values would give them. One query."""
        written = self._written()
        found = rows_of(written.statement, [values[name] for name in written.asked])
        return iter(_answered(written, found))

    def rows_planned_anew(self, **values: object) -> Iterator[Any]:
        """As `rows`, where the quickest way to them is another for other values. One query."""
        written = self._written()
        with connection.cursor() as cursor:
            asked: list[Any] = [values[name] for name in written.asked]
            cursor.execute(written.sql, asked)
            found = list(cursor.fetchall())
        return iter(_answered(written, found))

    def first(self, **values: object) -> Any:
        """The first of the rows, None where there is none. One query, which finds all of them."""
        return next(self.rows(**values), None)

    def one(self, **values: object) -> Any:
        """The first of the rows. Raises the model's DoesNotExist where there is none."""
        found = self.first(**values)
        if found is None:
            raise _as_sql(self).queryset.model.DoesNotExist
        return found

    def _written(self) -> Written:
        written = _as_sql(self)
        if written.queryset.query.select_for_update and not connection.in_atomic_block:
            raise TransactionManagementError("A lock is gone at once without a transaction.")
        return written


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


def _answered(written: Written, found: list[Sequence[Any]]) -> QuerySet[Any, Any]:
    """A queryset that makes of these rows what it would make of its own."""
    compiler = copy(written.compiler)
    vars(compiler)["execute_sql"] = lambda *_, **__: [found]
    vars(compiler)["get_converters"] = lambda _: written.converters
    queryset = written.queryset.all()
    vars(queryset.query)["get_compiler"] = lambda *_, **__: compiler
    return queryset


def among(values: Sequence[object], kind: str) -> Func:
    """For `__in` with any number of values, of a type of PostgreSQL's, in the place of one."""
    return Func(Value(values), template=f"(SELECT unnest(%(expressions)s::{kind}[]))")


def is_among(column: str, values: Sequence[object], kind: str) -> Func:
    """The same as a condition: an index is gone through once for all, where they are hundreds."""
    listed = Func(Value(values), template=f"ANY(%(expressions)s::{kind}[])")
    return Func(
        *(F(column), listed),
        template="%(expressions)s",
        arg_joiner=" = ",
        output_field=BooleanField(),
    )


@cache
def _as_sql(prepared: Prepared) -> Written:
    queryset = prepared.build(**prepared.stand_ins)
    compiler = queryset.query.get_compiler(connection=connection)
    sql, values = compiler.as_sql()
    asked: list[str] = []
    planned, anew = [], []
    for value in values:
        name = _stood_in_for(value, prepared.stand_ins)
        if name is None:
            # What is always the same is part of the SQL: to hand it over would take time each time.
            text = connection.ops.compose_sql("%s", [value])  # type: ignore[attr-defined]
            planned.append(text)
            anew.append(text.replace("%", "%%"))
        else:
            asked.append(name)
            planned.append(f"${len(asked)}")
            anew.append("%s")
    missing = prepared.stand_ins.keys() - set(asked)
    if missing:
        raise ValueError(f"The query does not ask by {missing}: it would be the same for any.")
    converters = compiler.get_converters([column for column, *_ in compiler.select])
    named = _named(sql % tuple(planned), len(asked))
    sent = sql.replace("%%", "%%%%") % tuple(anew)
    return Written(named, sent, tuple(asked), queryset, compiler, converters)


def _stood_in_for(value: Any, stand_ins: dict[str, object]) -> str | None:
    """By what name a value is asked for; None where it is always the same."""
    for name, stand_in in stand_ins.items():
        if type(value) is type(stand_in) and value == stand_in:
            return name
    return None


# Which statements each connection has planned; it forgets them when it ends.
_planned: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()


def _found(statement: Statement, asked: Sequence[Any]) -> list[Sequence[Any]]:
    places = f"({', '.join(['%s'] * statement.places)})" if statement.places else ""
    # It opens another connection where this one is dead, which then has planned nothing yet.
    with connection.cursor() as cursor:
        _plan(statement)
        cursor.execute(f"EXECUTE {statement.name}{places}", [*map(_sent, asked)])
        return list(cursor.fetchall())


def _sent(value: Any) -> Any:
    """Of many numbers PostgreSQL reads one string sooner than an expression for each."""
    if isinstance(value, list) and all(type(one) is int for one in value):
        return f"{{{','.join(map(str, value))}}}"
    return value


def _plan(statement: Statement) -> None:
    """Once a connection, and no query of a page's: PostgreSQL keeps it whatever is rolled back."""
    planned = _planned.setdefault(connection.connection, set())
    if statement.name in planned:
        return
    with connection.wrap_database_errors, connection.connection.cursor() as cursor:
        cursor.execute(f"PREPARE {statement.name} AS {statement.sql}")
    planned.add(statement.name)


def forget_prepared() -> None:
    """Where a setting changes what is asked, as in tests."""
    _as_sql.cache_clear()
