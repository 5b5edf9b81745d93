"""How a line of the log is written: as text or as JSON, and in both ways without a person in it.

What an error says may hold what somebody typed: its message is left out unless it can only speak of
code, and of a database's error the first line is kept, which names a constraint and no value. A
request is named by its route, because its path may hold an order's number or a medicine's name.
"""

import logging
import traceback
from collections.abc import Iterator
from copy import copy
from datetime import UTC, datetime
from errno import errorcode
from types import TracebackType
from typing import Any, TypeAlias

import psycopg2  # type: ignore[import-untyped]
from django.db import DataError
from django.db import Error as DatabaseError
from pythonjsonlogger.core import LogData
from pythonjsonlogger.json import JsonFormatter

# Their messages are about names and types of the code.
OF_CODE = (AttributeError, ImportError, NameError, NotImplementedError, RecursionError, TypeError)
OF_THE_DATABASE = (DatabaseError, psycopg2.Error)
# PostgreSQL repeats what it could not read: `invalid input syntax for type date: "..."`.
REPEATS_A_VALUE = (DataError, psycopg2.DataError)
CAUSED = "The above exception was the direct cause of the following exception:"
MEANWHILE = "During handling of the above exception, another exception occurred:"
Raised: TypeAlias = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


def told(error: BaseException) -> str:
    """An error in one line: its kind, and what it says where nobody's words can be in it."""
    kind = type(error)
    name = kind.__qualname__
    if kind.__module__ != "builtins":
        name = f"{kind.__module__}.{name}"
    words = _harmless(error)
    return f"{name}: {words}" if words else name


def traced(error: BaseException) -> str:
    """A traceback as Python writes it, with each error as it is `told`."""
    return "\n\n".join(reversed([*_latest_first(error)]))


def _harmless(error: BaseException) -> str:
    first = next(iter(str(error).splitlines()), "")
    if isinstance(error, REPEATS_A_VALUE):
        return first.partition(": ")[0]
    if isinstance(error, OF_THE_DATABASE):
        return first
    if isinstance(error, OF_CODE):
        return first.partition(" but got ")[0]
    # Of a mail server's refusal the number is another one and its words name who was written to.
    return errorcode.get(error.errno or 0, "") if isinstance(error, OSError) else ""


def _latest_first(error: BaseException | None) -> Iterator[str]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        frames = "".join(traceback.format_tb(error.__traceback__))
        yield f"Traceback (most recent call last):\n{frames}{told(error)}"
        before = error.__cause__
        words = CAUSED
        if before is None and not error.__suppress_context__:
            before, words = error.__context__, MEANWHILE
        if before is not None:
            yield words
        error = before


def message_of(record: logging.LogRecord) -> str:
    """What the line says, with an error among its parts `told` and a request named by its route."""
    if hasattr(record, "request"):
        return _about_a_request(record)
    args = record.args
    if isinstance(args, tuple):
        args = tuple(told(arg) if isinstance(arg, BaseException) else arg for arg in args)
    return str(record.msg) % args if args else str(record.msg)


def _about_a_request(record: logging.LogRecord) -> str:
    """Django's own lines end with the path, or are what a suspicious request was refused for.

    Why a request failed the CSRF check is said in words, then an address of the visitor's.
    """
    route = route_of(getattr(record, "request", None))
    if not isinstance(record.args, tuple) or not record.args:
        return f"{record.name.rpartition('.')[2]}: {route}"
    words = [str(arg).partition(" - ")[0] for arg in record.args[:-1]]
    return str(record.msg) % (*words, route)


def route_of(request: Any) -> str:
    """The name of a request's address, as pharmacy/urls.py has it."""
    match = getattr(request, "resolver_match", None)
    return getattr(match, "view_name", "") or "no route"


class TextLine(logging.Formatter):
    """One line, and a traceback below it."""

    def format(self, record: logging.LogRecord) -> str:
        return super().format(_own_copy(record))

    def formatException(self, ei: Raised) -> str:  # noqa: N802 - logging's own name
        return traced(ei[1]) if ei[1] else ""


class JsonLine(JsonFormatter):
    """One object a line, of these fields and no other: `extra` of a library may hold a request."""

    def format(self, record: logging.LogRecord) -> str:
        return super().format(_own_copy(record))

    def formatException(self, ei: Raised) -> str:  # noqa: N802 - logging's own name
        return traced(ei[1]) if ei[1] else ""

    def add_fields(
        self, log_data: LogData, record: logging.LogRecord, message_dict: dict[str, Any]
    ) -> None:
        at = datetime.fromtimestamp(record.created, UTC)
        log_data["time"] = at.isoformat(timespec="milliseconds")
        log_data["level"] = record.levelname
        log_data["logger"] = record.name
        log_data["message"] = record.getMessage()
        log_data["request_id"] = getattr(record, "request_id", "-")
        if exception := message_dict.get("exc_info"):
            log_data["exception"] = exception


def _own_copy(record: logging.LogRecord) -> logging.LogRecord:
    """Ours to change; on the other one a handler may have left a traceback as Python writes it."""
    own = copy(record)
    own.msg, own.args, own.exc_text = message_of(record), None, None
    return own
