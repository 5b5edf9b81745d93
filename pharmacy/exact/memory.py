"""Where a web process keeps finished pages: the least used go first when there is no room."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import NamedTuple

from catalog.shown.changes import Look

# What a page costs beside its bytes: its headers, its place, Python's objects.
OVERHEAD_BYTES = 2_000


class Key(NamedTuple):
    """What a page was asked for by, as far as that makes it another page."""

    is_secure: bool
    path: str
    query: str
    encoding: str


@dataclass(frozen=True, slots=True)
class Page:
    """An answer as it was sent, what it shows, and when the database was looked at before."""

    what: tuple[str, ...]
    since: Look
    headers: Mapping[str, str]
    body: bytes

    @property
    def etag(self) -> str:
        return self.headers["ETag"]


class Memory:
    """Pages by their key, of at most so many bytes together; safe to use by several threads."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key) -> Page | None:
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def put(self, key: Key, page: Page) -> None:
        """Keep a page, in the place of an older one; one larger than everything is not kept."""
        with self._lock:
            self._drop(key)
            if _weight(key, page) > self._most_bytes:
                return
            self._pages[key] = page
            self._bytes += _weight(key, page)
            while self._bytes > self._most_bytes:
                self._drop(next(iter(self._pages)))

    def _drop(self, key: Key) -> None:
        page = self._pages.pop(key, None)
        if page is not None:
            self._bytes -= _weight(key, page)


def _weight(key: Key, page: Page) -> int:
    return len(page.body) + len(key.path) + len(key.query) + OVERHEAD_BYTES
