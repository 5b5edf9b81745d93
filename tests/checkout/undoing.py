"""States forced on an order, for tests of what is shown of it: the database never commits them."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import transaction


class _Undone(Exception):
    pass


@contextmanager
def undone() -> Iterator[None]:
    """What is written meanwhile is taken back, and with it what the database checks at the end."""
    with suppress(_Undone), transaction.atomic():
        yield
        raise _Undone
