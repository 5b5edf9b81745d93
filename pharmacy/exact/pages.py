"""Finished pages, and what they were asked for by."""

from collections.abc import Mapping
from dataclasses import dataclass
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


def weight(key: Key, page: Page) -> int:
    """In bytes."""
    return len(page.body) + len(key.path) + len(key.query) + OVERHEAD_BYTES
