"""Sitemaps as XML, written piece by piece (https://www.sitemaps.org/protocol.html)."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from html import escape
from typing import NamedTuple

# The protocol's own bound.
MOST_IN_A_PART = 50_000
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


class Entry(NamedTuple):
    """A whole address, and when what it shows has last changed, as far as that is known."""

    address: str
    changed: datetime | None = None


def url_set(entries: Iterable[Entry]) -> Iterator[str]:
    """The pages of one part."""
    return _written("urlset", "url", entries)


def index(entries: Iterable[Entry]) -> Iterator[str]:
    """The parts."""
    return _written("sitemapindex", "sitemap", entries)


def _written(root: str, element: str, entries: Iterable[Entry]) -> Iterator[str]:
    yield f'{HEAD}<{root} xmlns="{NAMESPACE}">\n'
    for address, changed in entries:
        when = f"<lastmod>{changed.isoformat(timespec='seconds')}</lastmod>" if changed else ""
        yield f"<{element}><loc>{escape(address)}</loc>{when}</{element}>\n"
    yield f"</{root}>\n"
