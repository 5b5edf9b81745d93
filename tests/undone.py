"""Many cases in one test, each of which begins where the first one did."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction


@contextmanager
def undone() -> Iterator[None]:
    """What the database is told within the block is taken back at its end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
