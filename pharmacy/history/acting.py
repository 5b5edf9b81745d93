"""Who acts: every event names the request (or command) and the person it came from.

django-pghistory sends this along with each statement that may write, in the statement itself: a
read carries nothing and nothing takes one more way to the database. An address is never part of it,
because it may name a medicine.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import pghistory
import pghistory.runtime
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.utils.functional import LazyObject, empty

from catalog.prepared import PREFIX
from checkout.request_ids import asked, on_behalf_of

# It takes what begins with SELECT for a read; what is planned beforehand does not, and is one.
pghistory.runtime.IGNORED_SQL_PREFIXES += (f"execute {PREFIX}",)  # type: ignore[assignment]
HEADER = "X-Request-Id"
_request_id: ContextVar[str] = ContextVar("request_id", default="-")


class Asker:
    """The person of a request, once a view has looked who that is.

    Nobody is looked up for the history's sake: public pages ask no session, and what they change
    is in no event.
    """

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def pk(self) -> int | None:
        user = getattr(self._request, "user", None)
        if isinstance(user, LazyObject) and user._wrapped is empty:
            return None
        return getattr(user, "pk", None)


class ContextEncoder(DjangoJSONEncoder):
    """Writes an Asker as the person's id, as known when the statement is sent."""

    def default(self, o: Any) -> Any:
        return o.pk if isinstance(o, Asker) else super().default(o)


class RequestIdFilter(logging.Filter):
    """Gives every log line the id of the request that is behind it; "-" outside of any.

    That is the one the history has, but for what a worker does on behalf of a request that is over.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = asked() or _request_id.get()
        return True


@contextmanager
def acting(**who: Any) -> Iterator[str]:
    """Events within name `who` and one random id, which is given; inside another, that one's."""
    with pghistory.context(**who) as context:
        token = _request_id.set(str(context.id))
        try:
            yield str(context.id)
        finally:
            _request_id.reset(token)


def with_history(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: a random id for each request, in its events, its log lines and its answer."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with acting(user=Asker(request)) as request_id, on_behalf_of(request_id):
            response = get_response(request)
        response.headers[HEADER] = request_id
        return response

    return middleware
