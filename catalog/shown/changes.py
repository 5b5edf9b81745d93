"""Asks the database whether anything a page shows has changed since the page was made.

A number that each change counts up would make those who change things wait for each other. So each
change leaves a row with its transaction instead, and a page is kept with the snapshot it was made
in: it is as good as new while the snapshot sees every row there is for what the page shows. A
change that began earlier and was committed later is not in that snapshot, so it is not missed.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import connection

from catalog.prepared import rows_of, statement

# A page is kept no longer, and a row for much longer: a snapshot never outlives what it is held to.
KEPT_FOR = timedelta(hours=1)
ROWS_KEPT_FOR = timedelta(days=1)
ROWS_AT_ONCE = 1_000

# Another server, or a database that was put back from a backup, counts transactions from elsewhere:
# its folder, or the file of the table in it, is another one.
WHERE = "concat_ws(' ', pg_postmaster_start_time(), pg_relation_filepath('shown_change'))"
# No transaction comes after it. What lies between two numbers PostgreSQL takes for few rows, and
# finds by their index; what is "newer" than one it does not know, for a third of the table.
LAST = 2**64 - 1
LOOK = statement(
    f"""
    SELECT
        pg_current_snapshot()::text,
        {WHERE},
        (
            SELECT min(moment) FROM reductions_reduction
            CROSS JOIN LATERAL (VALUES (begins_at), (ends_at)) AS turns (moment)
            WHERE moment > %s
        )
    """  # noqa: S608 - no value comes from outside
)
UNCHANGED = statement(
    f"""
    SELECT {WHERE} = %s AND NOT EXISTS (
        SELECT FROM shown_change
        WHERE what = ANY (%s) AND by >= pg_snapshot_xmin(%s::pg_snapshot) AND by <= '{LAST}'
        AND NOT pg_visible_in_snapshot(by, %s::pg_snapshot)
    )
    """  # noqa: S608 - no value comes from outside
)
FORGET = """
    DELETE FROM shown_change WHERE ctid IN (
        SELECT ctid FROM shown_change WHERE at < %s ORDER BY at LIMIT %s
    )
"""


class Look(NamedTuple):
    """What the database showed at a moment, and until when time alone changes nothing of it."""

    snapshot: str
    where: str
    until: datetime


def look(now: datetime) -> Look:
    """To be taken before a page is read: it then shows at least what the snapshot sees."""
    [(snapshot, where, turn)] = rows_of(LOOK, [now])
    return Look(snapshot, where, min(turn or now + KEPT_FOR, now + KEPT_FOR))


def unchanged(what: tuple[str, ...], since: Look, *, now: datetime) -> bool:
    """Whether a page that shows this is still what it would be if it were made now. One query."""
    if now >= since.until:
        return False
    asked = [since.where, list(what), since.snapshot, since.snapshot]
    [(is_unchanged,)] = rows_of(UNCHANGED, asked)
    return bool(is_unchanged)


def forget_changes(now: datetime) -> bool:
    """Delete some rows no kept page is held to any more; whether there were any."""
    with connection.cursor() as cursor:
        cursor.execute(FORGET, [now - ROWS_KEPT_FOR, ROWS_AT_ONCE])
        return bool(cursor.rowcount)
