"""Before Django's own door: what is kept is answered here, and nothing of Django is begun."""

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.core.handlers.wsgi import WSGIRequest
from django.db import connection
from django.http import HttpRequest

from pharmacy.closing import is_closed
from pharmacy.exact.freshness import Unknown, fresh
from pharmacy.exact.pages import Answer, key_of, no_pages

# Where in a request's environment the middleware that makes pages finds those of this door.
PAGES = "pharmacy.pages"


class Door:
    """A WSGI application before Django's: that makes the pages, and answers all else."""

    def __init__(self, django: WSGIApplication) -> None:
        self.django = django
        self.pages = no_pages()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        # A request writes its path into what it is made of: Django would decode it twice.
        answer = self._at_once(WSGIRequest(environ.copy()))
        if answer is None:
            return self.django(environ | {PAGES: self.pages}, start_response)
        start_response(answer.status, list(answer.headers))
        return [answer.body]

    def _at_once(self, request: HttpRequest) -> Answer | None:
        """Nothing where Django has to be asked."""
        key = key_of(request)
        if key is None or not self.pages.get(key) or is_closed():
            return None
        try:
            _connect()
            page = fresh(self.pages, key)
        except Unknown:
            # Django begins with another connection, if this one is dead.
            return None
        return page.answer(request) if page else None


def _connect() -> None:
    """As Django before a request; but whether the connection is alive, the look itself will say."""
    connection.close_if_unusable_or_obsolete()
    connection.health_check_done = True  # type: ignore[attr-defined]
