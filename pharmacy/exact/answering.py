"""Middleware before almost all others: makes the pages that are kept, and answers with them.

Whatever is kept already is mostly answered before (door.py).
"""

import logging
from collections.abc import Callable, Iterable
from hashlib import blake2b
from threading import Lock

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed, TooManyFieldsSent
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import resolve
from django.utils.cache import has_vary_header, patch_vary_headers

from catalog.shown.changes import Look
from pharmacy.closing import is_closed
from pharmacy.exact.door import PAGES
from pharmacy.exact.encoding import packed
from pharmacy.exact.freshness import Unknown, fresh, look_before
from pharmacy.exact.pages import Answer, Key, Page, Pages, key_of, no_pages, page_of
from pharmacy.history.acting import HEADER

log = logging.getLogger(__name__)
# Two pages that share one are not made at once; there are more than a process has threads.
LOCKS = 64


class ExactPages:
    """Answers public pages from memory, each for as long as nothing it shows has changed.

    A page many ask for is made by the first of them, and the others wait for it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.PAGES_MB:
            raise MiddlewareNotUsed
        self.get_response = get_response
        # Of whoever asks without going through the door.
        self._own = no_pages()
        self._locks = [Lock() for _ in range(LOCKS)]

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = key_of(request)
        if key is None or is_closed():
            return self.get_response(request)
        what = _shown_at(key)
        if not what:
            return self.get_response(request)
        try:
            return self._answered(request, key, what)
        except Unknown:
            # The view meets the same, and answers it in its own words.
            log.warning("Nobody knows whether a page is fresh: it is made anew.", exc_info=True)
            return self.get_response(request)

    def _answered(self, request: HttpRequest, key: Key, what: tuple[str, ...]) -> HttpResponse:
        pages: Pages = request.META.get(PAGES, self._own)
        if page := fresh(pages, key):
            return _response(page.answer(request))
        with self._locks[hash(key) % LOCKS]:
            page = fresh(pages, key)
            if page:
                return _response(page.answer(request))
            return self._made(request, pages, key, what)

    def _made(
        self, request: HttpRequest, pages: Pages, key: Key, what: tuple[str, ...]
    ) -> HttpResponse:
        since = look_before()
        # It is packed here, once.
        accepted = request.META.pop("HTTP_ACCEPT_ENCODING", "")
        response = self.get_response(request)
        request.META["HTTP_ACCEPT_ENCODING"] = accepted
        if response.streaming:
            return response
        _pack(response, key.encoding)
        if response.status_code != 200 or response.cookies or has_vary_header(response, "Cookie"):
            return response
        page = _page(response, (*what, *getattr(response, "shown", ())), since)
        # What an open transaction sees may never come to be.
        if not connection.in_atomic_block:
            pages.put(key, page)
        answer = _response(page.answer(request))
        # Who answers for us would give one visitor's to all.
        if not settings.EDGE_SECONDS:
            answer.headers[HEADER] = response.headers[HEADER]
        return answer


def _shown_at(key: Key) -> tuple[str, ...]:
    """What the page of an address shows; nothing where it is not the same for everybody."""
    try:
        found = resolve(key.path)
    except Http404:
        return ()
    shows = getattr(found.func, "shows", None)
    if shows is None or not shows.by.issuperset(_names_in(key.query)):
        return ()
    return tuple(shows.what)


def _names_in(query: str) -> Iterable[str]:
    """Of more than are read the whole query is one: who answers behind this refuses it."""
    try:
        return QueryDict(query)
    except TooManyFieldsSent:
        return [query]


def _pack(response: HttpResponse, encoding: str) -> None:
    response.content = packed(response.content, encoding)
    response.headers["Content-Length"] = str(len(response.content))
    if encoding:
        response.headers["Content-Encoding"] = encoding
    patch_vary_headers(response, ["Accept-Encoding"])


def _page(response: HttpResponse, what: tuple[str, ...], since: Look) -> Page:
    digest = blake2b(response.content, digest_size=16).hexdigest()
    response.headers["ETag"] = f'"{digest}"'
    response.headers["Cache-Control"] = _cache_control()
    headers = {name: text for name, text in response.headers.items() if name != HEADER}
    return page_of(what, since, headers, response.content)


def _cache_control() -> str:
    """Browsers ask each time; what stands before the shop may be told to wait (Edge)."""
    if settings.EDGE_SECONDS:
        return f"public, max-age=0, must-revalidate, s-maxage={settings.EDGE_SECONDS}"
    return "no-cache"


def _response(answer: Answer) -> HttpResponse:
    response = HttpResponse(answer.body, status=int(answer.status[:3]))
    # Django's own, which not every answer has.
    del response.headers["Content-Type"]
    for name, text in answer.headers:
        response.headers[name] = text
    return response
