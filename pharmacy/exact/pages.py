"""Finished pages, what they were asked for by, and how they are answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.utils.http import parse_etags

from catalog.memory import Memory
from catalog.shown.changes import Look
from pharmacy.exact.encoding import chosen

# What a page costs beside its bytes: its headers, its place, Python's objects.
OVERHEAD_BYTES = 2_000
OF_THE_BODY = ("Content-Type", "Content-Length", "Content-Encoding")


class Key(NamedTuple):
    """What a page was asked for by, as far as that makes it another page."""

    is_secure: bool
    path: str
    query: str
    encoding: str


class Answer(NamedTuple):
    status: str
    headers: tuple[tuple[str, str], ...]
    body: bytes


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is sent and as who has it is told so, and what holds it fresh.

    That is what it shows, and when the database was looked at before.
    """

    what: tuple[str, ...]
    since: Look
    etag: str
    whole: Answer
    known: Answer

    def answer(self, request: HttpRequest) -> Answer:
        seen = request.META.get("HTTP_IF_NONE_MATCH")
        return self.known if seen and _is_of(self.etag, seen) else self.whole


Pages = Memory[Key, Page]


def no_pages() -> Pages:
    return Memory(settings.PAGES_MB * 1_000_000, weight)


def weight(key: Key, page: Page) -> int:
    """In bytes."""
    return len(page.whole.body) + len(key.path) + len(key.query) + OVERHEAD_BYTES


def page_of(what: tuple[str, ...], since: Look, headers: Mapping[str, str], body: bytes) -> Page:
    of_both = tuple((name, text) for name, text in headers.items() if name not in OF_THE_BODY)
    whole = Answer("200 OK", tuple(headers.items()), body)
    return Page(what, since, headers["ETag"], whole, Answer("304 Not Modified", of_both, b""))


def key_of(request: HttpRequest) -> Key | None:
    """No page shows the host: any of the shop's names is answered alike, and no other."""
    if request.method not in ("GET", "HEAD"):
        return None
    try:
        request.get_host()
    except DisallowedHost:
        return None
    accepted = chosen(request.META.get("HTTP_ACCEPT_ENCODING", ""))
    query = request.META.get("QUERY_STRING", "")
    return Key(request.is_secure(), request.path_info, query, accepted)


def _is_of(etag: str, seen: str) -> bool:
    known = parse_etags(seen)
    return known == ["*"] or etag in [one.removeprefix("W/") for one in known]
