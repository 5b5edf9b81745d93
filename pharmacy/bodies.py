"""What a request brings along: whole or not at all, and a slow sender holds up nobody else.

A process has few threads, and one that waits for a body does nothing else. The proxy before the
shop takes bodies whole before it passes them on. Where none does, one thread alone waits for what
comes slowly, and whoever only looks is answered by the others.
"""

from collections.abc import Callable, Iterable
from threading import Lock
from time import monotonic
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

# So many seconds another's body is waited for: from a proxy all of it comes in a few hundredths.
PATIENCE = 2.0
COME_AGAIN = 2
# Where a request's environment says that nobody can wait for its body.
NO_TURN = "pharmacy.no_turn"


class OneBodyAtATime:
    """A WSGI application before Django's."""

    def __init__(self, django: WSGIApplication) -> None:
        self.django = django
        self._turn = Lock()
        self._since = 0.0

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        length = _announced(environ)
        if not length:
            return self.django(environ, start_response)
        if not self._turn.acquire(timeout=self._patience()):
            return self.django(environ | {NO_TURN: True}, start_response)
        self._since = monotonic()
        body = Body(environ["wsgi.input"], length, self._turn.release)
        try:
            return self.django(environ | {"wsgi.input": body}, start_response)
        finally:
            body.let_go()

    def _patience(self) -> float:
        """None is left for who has been waited for as long already."""
        return max(0.0, self._since + PATIENCE - monotonic())


class Body:
    """What a view reads; the next one's turn comes as soon as it is here."""

    def __init__(self, stream: Any, length: int, then: Callable[[], None]) -> None:
        self._stream, self._left, self._then = stream, length, then
        self._is_let_go = False

    def read(self, size: int = -1) -> bytes:
        """Raises BadRequest where the sender is gone: half a form means something else."""
        wanted = self._left if size < 0 else min(size, self._left)
        content: bytes = self._stream.read(wanted) if wanted else b""
        if len(content) < wanted:
            raise BadRequest("The request broke off.")
        self._left -= len(content)
        if not self._left:
            self.let_go()
        return content

    def readline(self, size: int = -1) -> bytes:
        """Nothing here reads line by line; a stream has it."""
        return self.read(size)

    def let_go(self) -> None:
        if not self._is_let_go:
            self._is_let_go = True
            self._then()


def nobody_waits(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: 503 before anything of a body is read whose turn has not come."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if NO_TURN not in request.META:
            return get_response(request)
        headers = {"Retry-After": str(COME_AGAIN), "Cache-Control": "no-store"}
        return HttpResponse(render_to_string("503.html"), status=503, headers=headers)

    return middleware


def _announced(environ: WSGIEnvironment) -> int:
    """How many bytes a form says it has."""
    said = str(environ.get("CONTENT_LENGTH") or "")
    is_form = environ["REQUEST_METHOD"] == "POST" and said.isascii() and said.isdigit()
    return int(said[:18]) if is_form else 0
