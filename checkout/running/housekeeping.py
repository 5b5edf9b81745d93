"""Forgets what nobody needs any more: step by step, each by whichever worker comes first."""

import logging
from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from checkout.duties import DATABASE_AWAY
from checkout.in_vain import Unfinished
from checkout.running.chores import DAY, WAYS, Kind
from checkout.running.models import Chore
from checkout.running.report import Kept

NIGHT = time(4)
# A worker that dies with a step in hand leaves it to the next one.
LEASE = timedelta(minutes=5)
AGAIN_AFTER = timedelta(hours=1)
# So long a round may take, or be tried in vain, before somebody is told.
LATE_AFTER = timedelta(days=1)
# Nobody's shop was closed for longer; a clock that is years ahead would have everything forgotten.
UNLIKELY_AFTER = 30 * DAY
# No step is due later than the next night: what says so is of a clock that was wrong once.
TOO_FAR = 2 * DAY
log = logging.getLogger(__name__)


def keep_house(now: datetime) -> bool:
    """Take one step of what is due first; whether there was any. What breaks is tried again."""
    chore = _lease(now)
    if chore is None:
        return False
    try:
        gone, after = WAYS[Kind(chore.kind)].step(now, chore.after)
    except DATABASE_AWAY:
        raise
    except Unfinished as step:
        _write_down(chore, step.gone, step.after, now=now, in_vain=True)
    except Exception:
        log.exception("Housekeeping of %s broke", chore.kind)
        _leave(chore, next_at=now + AGAIN_AFTER)
    else:
        _write_down(chore, gone, after, now=now)
    return True


def keep_house_now(now: datetime) -> dict[Kind, int]:
    """A whole round of every kind, whatever is due; how many of each were forgotten.

    A kind of which some could not be forgotten is `unfinished`, and late like one that broke.
    """
    _make_known(now)
    return {kind: _a_round(kind, now) for kind in WAYS}


def unfinished(now: datetime) -> list[Chore]:
    """What a whole round of then could not do for some."""
    return list(Chore.objects.filter(pk__in=WAYS).exclude(done_at=now))


def _a_round(kind: Kind, now: datetime) -> int:
    total, after, in_vain = 0, "", False
    while after is not None:
        try:
            gone, after = WAYS[kind].step(now, after)
        except Unfinished as step:
            gone, after, in_vain = step.gone, step.after, True
        total += gone
    chore = Chore.objects.filter(pk=kind)
    if in_vain:
        chore.update(after="", gone=0, in_vain=False, next_at=now + AGAIN_AFTER)
        return total
    done = {"done_at": now, "done_gone": total, "next_at": next_round(kind, now)}
    chore.update(after="", gone=0, in_vain=False, **done)
    return total


def housekeeping() -> Kept:
    """How it stands."""
    rows = list(Chore.objects.filter(pk__in=WAYS))
    ends = [row.done_at for row in rows if row.done_at]
    is_whole = len(ends) == len(WAYS)
    return Kept(min(ends) if is_whole else None, sum(row.done_gone for row in rows))


def late(now: datetime) -> list[Chore]:
    """What has not come to the end of a round in time, the longest first."""
    rows = Chore.objects.filter(pk__in=WAYS)
    return sorted((row for row in rows if _is_late(row, now)), key=_last)


def is_unlikely(rows: Sequence[Chore], now: datetime) -> bool:
    """Whether these are all kinds, and none was done for so long that rather the clock is wrong.

    What is forgotten does not come back: somebody has to look at the clock, and begin by hand.
    """
    return len(rows) == len(WAYS) and all(now - _last(row) > UNLIKELY_AFTER for row in rows)


def next_round(kind: Kind, now: datetime) -> datetime:
    """An hour from now, or the next four o'clock by the shop's clock."""
    every = WAYS[kind].every
    if every != DAY:
        return now + every
    here = timezone.localtime(now)
    night = here.replace(hour=NIGHT.hour, minute=0, second=0, microsecond=0, fold=0)
    return night if night > here else night + DAY


def _is_late(row: Chore, now: datetime) -> bool:
    since = now - _last(row)
    return not -LATE_AFTER <= since <= WAYS[Kind(row.kind)].every + LATE_AFTER


def _last(row: Chore) -> datetime:
    return row.done_at or row.begun_at


def _lease(now: datetime) -> Chore | None:
    """The kind whose turn it is, ours for five minutes. One statement where none is due."""
    chores = Chore.objects.filter(pk__in=WAYS)
    rows = list(chores)
    if len(rows) < len(WAYS):
        _make_known(now)
    elif is_unlikely(rows, now) or all(now < row.next_at <= now + TOO_FAR for row in rows):
        return None
    return _taken(chores, now)


@transaction.atomic
def _taken(chores: QuerySet[Chore], now: datetime) -> Chore | None:
    due = chores.filter(Q(next_at__lte=now) | Q(next_at__gt=now + TOO_FAR))
    chore = due.select_for_update(skip_locked=True).order_by("next_at", "kind").first()
    if chore:
        chore.next_at = now + LEASE
        chore.save(update_fields=["next_at"])
    return chore


def _make_known(now: datetime) -> None:
    rows = [Chore(kind=kind, next_at=now, begun_at=now) for kind in WAYS]
    Chore.objects.bulk_create(rows, ignore_conflicts=True)


def _write_down(
    chore: Chore, gone: int, after: str | None, *, now: datetime, in_vain: bool = False
) -> None:
    """The next step is anybody's; a round that went through begins anew when its time comes.

    One that was in vain of some has not come to its end: all of it is tried again.
    """
    total, in_vain = chore.gone + gone, chore.in_vain or in_vain
    if after is not None:
        _leave(chore, next_at=now, after=after, gone=total, in_vain=in_vain)
        return
    if in_vain:
        _leave(chore, next_at=now + AGAIN_AFTER, after="", gone=total, in_vain=False)
        return
    begins = next_round(Kind(chore.kind), now)
    _leave(chore, next_at=begins, after="", gone=0, done_at=now, done_gone=total)
    if total:
        log.info("Housekeeping of %s: %s forgotten", chore.kind, total)


def _leave(chore: Chore, **values: object) -> None:
    """Unless it is another worker's by now: this one slept too long."""
    Chore.objects.filter(pk=chore.pk, next_at=chore.next_at).update(**values)
