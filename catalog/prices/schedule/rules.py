"""A scheduled price from waiting to over, and what is due at a moment: plain values in and out."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import Enum, auto

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ScheduleState(TextChoices):
    """One that has no end is over once it has started: nothing of it is left to happen."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    ENDED = "ended", _("Ended")
    CANCELLED = "cancelled", _("Cancelled")


MOVES = {
    ScheduleState.WAITING: {
        ScheduleState.RUNNING,
        ScheduleState.ENDED,
        ScheduleState.CANCELLED,
    },
    ScheduleState.RUNNING: {ScheduleState.ENDED, ScheduleState.CANCELLED},
    ScheduleState.ENDED: set(),
    ScheduleState.CANCELLED: set(),
}
# Those that something is still to come of: no two of one pack share a moment.
OPEN = tuple(state for state, after in MOVES.items() if after)


FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)


class IllegalMove(Exception):
    """A scheduled price cannot become that any more; nothing was changed."""


def check_move(before: str, after: ScheduleState) -> None:
    """Raises IllegalMove."""
    if after not in MOVES[ScheduleState(before)]:
        raise IllegalMove(f"A scheduled price that is {before} cannot become {after.value}.")


class Deed(Enum):
    """What there is to do about a scheduled price."""

    START = auto()
    # Its whole time has passed before anybody came: no shopper is asked that price for a moment.
    MISS = auto()
    END = auto()


class Cancelled(Enum):
    """What became of a scheduled price that somebody cancelled."""

    NEVER_STARTS = auto()
    RETURNED = auto()
    # Somebody had set another price meanwhile: that one stays.
    KEPT = auto()


@dataclass(frozen=True, slots=True)
class Times:
    """When a scheduled price is to come and to go; `ends_at` None: it stays."""

    state: str
    starts_at: datetime
    ends_at: datetime | None

    @property
    def due_at(self) -> datetime | None:
        """When something is to be done about it; None for never."""
        if self.state == ScheduleState.WAITING:
            return self.starts_at
        return self.ends_at if self.state == ScheduleState.RUNNING else None

    def due(self, now: datetime) -> Deed | None:
        """What is to be done by now, late or not."""
        if self.due_at is None or self.due_at > now:
            return None
        if self.state == ScheduleState.RUNNING:
            return Deed.END
        return Deed.MISS if self.ends_at is not None and self.ends_at <= now else Deed.START


def state_once_started(ends_at: datetime | None) -> ScheduleState:
    """What it becomes when its price is set."""
    return ScheduleState.ENDED if ends_at is None else ScheduleState.RUNNING


def price_once_over(now: Decimal, scheduled: Decimal, before: Decimal) -> Decimal:
    """What a pack costs when its scheduled price is over.

    The one before, unless somebody has set another meanwhile: then that one. Who sets the scheduled
    price again lets it go on.
    """
    return before if now == scheduled else now


def wait_after(tries: int) -> timedelta:
    """How long a price waits that could not be set so many times: ever longer, up to an hour."""
    return FIRST_WAIT * min(1 << (tries - 1), LONGEST_WAIT // FIRST_WAIT)
