"""What a request brings along: whole or not at all, and a slow sender holds up nobody else.

A process has few threads, two at the least, and one that reads a body does nothing else until it is
here: a server's stream can be asked neither whether it is nor to give up. The proxy before the shop
takes bodies whole before it passes them on. Where none does, one thread alone waits for what comes
slowly. For that one nobody waits longer than half a second, and then not again: so whoever only
looks is answered by the others.
"""

from collections.abc import Callable, Iterable
from threading import Condition
from time import monotonic
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

# For another's body others wait so many seconds in all: from a proxy it is here by then ...
PATIENCE = 0.5
# ... or, where it is large, goes on coming by so many bytes a second.
PACE = 10_000_000
COME_AGAIN = 2


class Turn:
    """Of the one whose body is read."""

    def __init__(self) -> None:
        self._ended = Condition()
        self._until: float | None = None

    def take(self) -> bool:
        """False, and at once, where the one who has it has been waited for long enough."""
        with self._ended:
            while self._until is not None:
                left = self._until - monotonic()
                if left <= 0:
                    return False
                self._ended.wait(left)
            self._until = monotonic() + PATIENCE
            return True

    def goes_on(self, received: int) -> None:
        """`received`: bytes."""
        with self._ended:
            if self._until is not None:
                self._until += received / PACE

    def end(self) -> None:
        with self._ended:
            self._until = None
            self._ended.notify()


class OneBodyAtATime:
    """A WSGI application before Django's."""

    def __init__(self, django: WSGIApplication) -> None:
        self.django = django
        self._turn = Turn()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        length = _announced(environ)
        if not length:
            return self.django(environ, start_response)
        body = Body(environ["wsgi.input"], length, self._turn)
        try:
            return self.django(environ | {"wsgi.input": body}, start_response)
        finally:
            body.let_go()


class Body:
    """What a view reads; the next one's turn comes as soon as it is here."""

    def __init__(self, stream: Any, length: int, turn: Turn) -> None:
        self._stream, self._left, self._turn = stream, length, turn
        self._has_turn = self.is_refused = False

    def read(self, size: int = -1) -> bytes:
        """Raises BadRequest where the sender is gone: half a form means something else.

        And before anything is read where another's body is on its way.
        """
        wanted = self._left if size < 0 else min(size, self._left)
        if not wanted:
            return b""
        self._take_turn()
        content: bytes = self._stream.read(wanted)
        if len(content) < wanted:
            raise BadRequest("The request broke off.")
        self._left -= len(content)
        if self._left:
            self._turn.goes_on(len(content))
        else:
            self.let_go()
        return content

    def readline(self, size: int = -1) -> bytes:
        """Nothing here reads line by line; a stream has it."""
        return self.read(size)

    def let_go(self) -> None:
        if self._has_turn:
            self._has_turn = False
            self._turn.end()

    def _take_turn(self) -> None:
        if self._has_turn:
            return
        self._has_turn = not self.is_refused and self._turn.take()
        if not self._has_turn:
            self.is_refused = True
            raise BadRequest("Another's body is on its way.")


def no_turn(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: 503 where a body was not read, whatever a view has made of that."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        body = request.META.get("wsgi.input")
        if not (isinstance(body, Body) and body.is_refused):
            return response
        headers = {"Retry-After": str(COME_AGAIN), "Cache-Control": "no-store"}
        return HttpResponse(render_to_string("503_sent.html"), status=503, headers=headers)

    return middleware


def _announced(environ: WSGIEnvironment) -> int:
    """How many bytes a form says it has."""
    said = str(environ.get("CONTENT_LENGTH") or "")
    is_form = environ["REQUEST_METHOD"] == "POST" and said.isascii() and said.isdigit()
    return int(said[:18]) if is_form else 0
