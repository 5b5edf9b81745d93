"""Asks the shop inside this process, through its WSGI door, and counts its SQL statements."""

import io
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit
from wsgiref.util import setup_testing_defaults

from django.db import connection

from tests.bench.measures import Measure, Walk
from tests.outside.visitor import Answer, Visitor

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Inside:
    """An Exchange with an application. `statements` has one number per request so far.

    Savepoints count, because each is a way to the database and back; BEGIN and COMMIT do not.
    """

    def __init__(self, application: Application, origin: str) -> None:
        self.statements: list[int] = []
        self._application = application
        self._origin = urlsplit(origin)

    async def __call__(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes
    ) -> Answer:
        self.statements.append(0)
        with connection.execute_wrapper(self._count):
            return self._asked(self._environ(method, path, headers, body))

    def _asked(self, environ: dict[str, Any]) -> Answer:
        started: list[Any] = []
        chunks = self._application(environ, lambda *args: started.extend(args))
        body = b"".join(chunks)
        if hasattr(chunks, "close"):
            chunks.close()
        status, headers = started[:2]
        location = next((value for name, value in headers if name == "Location"), "")
        cookies = tuple(value for name, value in headers if name == "Set-Cookie")
        return Answer(int(status[:3]), location, cookies, body)

    def _environ(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes
    ) -> dict[str, Any]:
        path, _, query = path.partition("?")
        given = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}
        environ = given | {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "HTTP_HOST": self._origin.netloc,
            "SERVER_PORT": str(self._origin.port),
            "CONTENT_TYPE": headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(body)),
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.input": io.BytesIO(body),
        }
        setup_testing_defaults(environ)
        return environ

    def _count(self, execute: Callable[..., Any], *args: Any) -> Any:
        self.statements[-1] += 1
        return execute(*args)


def statements_of_walks(
    walks: Callable[[], list[Walk]], application: Application, origin: str
) -> dict[Measure, tuple[int, ...]]:
    """By the second of two visitors: the first fills the caches."""
    counts: dict[Measure, tuple[int, ...]] = {}
    for walk in [*walks(), *walks()]:
        inside = Inside(application, origin)
        visitor = Visitor(origin, inside)
        for step in walk:
            before = len(inside.statements)
            run_now(step.journey(visitor))
            counts[step.measure] = tuple(inside.statements[before:])
    return counts


def run_now(journey: Awaitable[None]) -> None:
    """A journey that never waits, to its end, without an event loop: Django's ORM refuses one."""
    steps = journey.__await__()
    for _ in steps:
        raise RuntimeError("This journey waits for something outside the process.")
