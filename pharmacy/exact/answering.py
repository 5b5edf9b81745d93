"""Middleware before almost all others: answers with a kept page, or makes it and keeps it."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from threading import Lock

from django.conf import settings
from django.core.exceptions import DisallowedHost, MiddlewareNotUsed
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, QueryDict
from django.urls import resolve
from django.utils import timezone
from django.utils.cache import has_vary_header, patch_vary_headers
from django.utils.http import parse_etags

from catalog.memory import Memory
from catalog.shown.changes import Look, look, unchanged
from pharmacy.closing import is_closed
from pharmacy.exact.encoding import chosen, packed
from pharmacy.exact.pages import Key, Page, weight
from pharmacy.history.acting import HEADER

log = logging.getLogger(__name__)
Answer = Callable[[HttpRequest], HttpResponse]
# Two pages that share one are not made at once; there are more than a process has threads.
LOCKS = 64
OF_THE_BODY = ("Content-Type", "Content-Length", "Content-Encoding")


class ExactPages:
    """Answers public pages from memory, each for as long as nothing it shows has changed.

    A page many ask for is made by the first of them, and the others wait for it.
    """

    def __init__(self, get_response: Answer) -> None:
        if not settings.PAGES_MB:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.memory: Memory[Key, Page] = Memory(settings.PAGES_MB * 1_000_000, weight)
        self._locks = [Lock() for _ in range(LOCKS)]

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = _key(request)
        if key is None or is_closed():
            return self.get_response(request)
        what = self._what(key)
        if not what:
            return self.get_response(request)
        try:
            return self._answered(request, key, what)
        except Unknown:
            # The view meets the same, and answers it in its own words.
            log.warning("Nobody knows whether a page is fresh: it is made anew.", exc_info=True)
            return self.get_response(request)

    def _answered(self, request: HttpRequest, key: Key, what: tuple[str, ...]) -> HttpResponse:
        if page := self._kept(key):
            return _answer(request, page)
        with self._locks[hash(key) % LOCKS]:
            page = self._kept(key)
            return _answer(request, page) if page else self._made(request, key, what)

    def _what(self, key: Key) -> tuple[str, ...]:
        page = self.memory.get(key)
        return page.what if page else _shown_at(key)

    def _kept(self, key: Key) -> Page | None:
        page = self.memory.get(key)
        if page is None:
            return None
        with _asking():
            return page if unchanged(page.what, page.since, now=timezone.now()) else None

    def _made(self, request: HttpRequest, key: Key, what: tuple[str, ...]) -> HttpResponse:
        with _asking():
            since = look(timezone.now())
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
            self.memory.put(key, page)
        answer = _answer(request, page)
        # Who answers for us would give one visitor's to all.
        if not settings.EDGE_SECONDS:
            answer.headers[HEADER] = response.headers[HEADER]
        return answer


class Unknown(Exception):
    """The database could not be asked."""


@contextmanager
def _asking() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        raise Unknown from error


def _key(request: HttpRequest) -> Key | None:
    """No page shows the host: any of the shop's names is answered alike, and no other."""
    if request.method not in ("GET", "HEAD"):
        return None
    try:
        request.get_host()
    except DisallowedHost:
        return None
    accepted = chosen(request.headers.get("Accept-Encoding", ""))
    query = request.META.get("QUERY_STRING", "")
    return Key(request.is_secure(), request.path_info, query, accepted)


def _shown_at(key: Key) -> tuple[str, ...]:
    """What the page of an address shows; nothing where it is not the same for everybody."""
    try:
        found = resolve(key.path)
    except Http404:
        return ()
    shows = getattr(found.func, "shows", None)
    if shows is None or not shows.by.issuperset(QueryDict(key.query)):
        return ()
    return tuple(shows.what)


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
    return Page(what, since, headers, response.content)


def _cache_control() -> str:
    """Browsers ask each time; what stands before the shop may be told to wait (Edge)."""
    if settings.EDGE_SECONDS:
        return f"public, max-age=0, must-revalidate, s-maxage={settings.EDGE_SECONDS}"
    return "no-cache"


def _answer(request: HttpRequest, page: Page) -> HttpResponse:
    known = parse_etags(request.headers.get("If-None-Match", ""))
    response: HttpResponse
    if page.etag in [etag.removeprefix("W/") for etag in known] or known == ["*"]:
        response = HttpResponseNotModified()
        left_out: tuple[str, ...] = OF_THE_BODY
    else:
        response, left_out = HttpResponse(page.body), ()
    for name, text in page.headers.items():
        if name not in left_out:
            response.headers[name] = text
    return response
