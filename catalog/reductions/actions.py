"""What staff do about reductions: announce one of several packs, and end one early."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from catalog.actions import lock_medicine
from catalog.models import Product
from catalog.moments import for_staff
from catalog.reductions.models import Reduction
from catalog.reductions.reads import pack_prices
from catalog.reductions.words import why_not_ahead, why_not_reduced


class CannotAnnounce(Exception):
    """Some packs cannot be called reduced then; nothing was written. `problems` are by pack id."""

    def __init__(self, problems: dict[int, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = problems


@transaction.atomic
def announce(
    medicine: Product,
    pack_ids: Collection[int],
    *,
    begins_at: datetime,
    ends_at: datetime,
    by: Any,
    now: datetime,
) -> None:
    """Call the prices of some packs reduced for a while, from now or from a moment ahead.

    From now on only what is lower already: lowered within a day, below the lowest price of the 30
    days before. What begins ahead is shown once it is. Raises CannotAnnounce, and KeyError for
    another medicine's pack.
    """
    lock_medicine(medicine.pk)
    packs = pack_prices(medicine)
    why_not = why_not_ahead if begins_at > now else why_not_reduced
    problems = {pack_id: why_not(packs[pack_id].now, begins_at) for pack_id in pack_ids} | dict(
        _taken(pack_ids, begins_at, ends_at)
    )
    if problems := {pack_id: words for pack_id, words in problems.items() if words}:
        raise CannotAnnounce(problems)
    Reduction.objects.bulk_create(
        Reduction(
            pack_id=pack_id,
            begins_at=begins_at,
            ends_at=ends_at,
            announced_by=by,
            announced_at=now,
        )
        for pack_id in pack_ids
    )


@transaction.atomic
def end(reduction: Reduction, *, by: Any, now: datetime) -> bool:
    """End a reduction now, or take back one that has not begun; False where it is over already."""
    rows = Reduction.objects.filter(pk=reduction.pk)
    if rows.filter(begins_at__gt=now).delete()[0]:
        return True
    running = rows.filter(begins_at__lt=now, ends_at__gt=now)
    return bool(running.update(ends_at=now, ended_by=by))


def _taken(
    pack_ids: Collection[int], begins_at: datetime, ends_at: datetime
) -> Iterator[tuple[int, str]]:
    others = Reduction.objects.filter(pack__in=pack_ids).overlapping(begins_at, ends_at)
    for other in others:
        words = _("Reduced from %(begin)s until %(end)s already: end that first.")
        moments = {"begin": for_staff(other.begins_at), "end": for_staff(other.ends_at)}
        yield other.pack_id, words % moments
