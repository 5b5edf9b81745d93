"""Adds up what changes have left, so that how many medicines there are stays quick to read."""

from datetime import datetime

from django.db import connection

from catalog.places.models import Tally

# What another counts meanwhile is in no row of this one, and stays.
FOLD = """
    WITH gone AS (DELETE FROM places_tally WHERE list_id = %s RETURNING *)
    INSERT INTO places_tally
        (list_id, is_kept_back, form, needs_prescription, in_stock, medicines, is_folded)
    SELECT list_id, is_kept_back, form, needs_prescription, in_stock, sum(medicines), true
    FROM gone GROUP BY list_id, is_kept_back, form, needs_prescription, in_stock
    HAVING sum(medicines) <> 0
"""


def fold_next_tallies(_now: datetime) -> bool:
    """Those of one list that has changed; whether there was any."""
    changed = Tally.objects.filter(is_folded=False).order_by("list_id")
    list_id = changed.values_list("list_id", flat=True).first()
    if list_id is None:
        return False
    with connection.cursor() as cursor:
        cursor.execute(FOLD, [list_id])
    return True
