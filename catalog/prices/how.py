"""How a price came to be changed, and why: what the database's record of prices is told.

It goes along with every statement, as who acts does (pharmacy/history/acting.py), so that the
record is written by trigger, whoever writes.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pghistory
from django.db import connection
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# No more of it is kept.
LONGEST_WHY = 200
# The triggers that write the record when a transaction ends: partner's migrations 0010 and 0013.
RECORD = """
SET CONSTRAINTS price_is_recorded, another_price_is_recorded, price_of_another_pack_is_recorded,
    prices_on_and_off_the_site_are_recorded, prices_of_another_strength_are_recorded {when}
"""
RECORD_NOW, RECORD_AT_THE_END = RECORD.format(when="IMMEDIATE"), RECORD.format(when="DEFERRED")


class How(TextChoices):
    """The way a price took; a price without one was changed in the database itself."""

    DESK = "desk", _("Medicine page")
    BULK = "bulk", _("Many at once")
    SCHEDULE = "schedule", _("Schedule")
    SHEET = "sheet", _("Import")
    PAGE = "page", _("Text page")
    RESTORE = "restore", _("Restored")


@contextmanager
def noted(how: How, why: str = "") -> Iterator[None]:
    """While this lasts, prices are recorded as changed so, for this reason; then as before.

    What is written within is recorded as it is when this ends: price one pack once.
    """
    with pghistory.context() as told:
        before = dict(told.metadata)
        told.metadata.update(how=how.value, why=why[:LONGEST_WHY])
        try:
            yield
            _record()
        finally:
            told.metadata.clear()
            told.metadata.update(before)


def _record() -> None:
    """Later statements of the transaction tell the triggers another reason, or none."""
    if connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute(f"{RECORD_NOW}; {RECORD_AT_THE_END}")
