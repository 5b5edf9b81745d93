"""Whether a kept page is what it would be if it were made now."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone

from catalog.shown.changes import Look, look, unchanged
from pharmacy.exact.pages import Key, Page, Pages


class Unknown(Exception):
    """The database could not be asked."""


def fresh(pages: Pages, key: Key) -> Page | None:
    """The page that is kept, if it still is what it shows. One query; raises Unknown."""
    page = pages.get(key)
    if page is None:
        return None
    with _asking():
        if unchanged(page.what, page.since, now=timezone.now()):
            return page
    # What has changed does not become again what it was.
    pages.drop(key)
    return None


def look_before() -> Look:
    """At what a page that is made from now on shows at least. One query; raises Unknown."""
    with _asking():
        return look(timezone.now())


@contextmanager
def _asking() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        raise Unknown from error
