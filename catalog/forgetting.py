"""Deletes rows some at a time: what is kept too long keeps nobody waiting when it goes."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

AT_ONCE = 500


@transaction.atomic
def forget_some(rows: QuerySet[Any]) -> int:
    """Delete the first of these that nobody else is at; how many.

    They are asked for once more when they are locked: one may have come back to use meanwhile.
    """
    keys = list(rows.select_for_update(skip_locked=True).values_list("pk", flat=True)[:AT_ONCE])
    _all, by_model = rows.filter(pk__in=keys).delete() if keys else (0, {})
    return by_model.get(rows.model._meta.label, 0)
