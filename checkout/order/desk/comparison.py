"""What the comparisons with Stripe have found, in one line for staff: plain values."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checkout.order.desk.times import ago

# Every five minutes there is one: three missed are no accident.
TOO_OLD = timedelta(minutes=15)
# A night and a morning.
A_NIGHT = timedelta(hours=30)


@dataclass(frozen=True, slots=True)
class Compared:
    """One comparison; `finished_at` is None while it runs or where it was broken off."""

    started_at: datetime
    finished_at: datetime | None
    compared: int = 0
    differences: int = 0
    unexplained: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is known; `state` is "warn" where a person should look."""

    words: str
    state: str = ""


def comparison(recent: Compared | None, nightly: Compared | None, *, now: datetime) -> Comparison:
    """From the last comparison that was finished of each kind, None where there is none yet."""
    parts = [_recently(recent, now), _last_night(nightly, now)]
    state = "warn" if any(part.state for part in parts) else ""
    return Comparison(" ".join(part.words for part in parts if part.words), state)


def _recently(run: Compared | None, now: datetime) -> Comparison:
    if run is None or run.finished_at is None:
        return Comparison(_("Not compared with Stripe yet: the worker may not run."), "warn")
    when = {"when": ago(now - run.finished_at)}
    if now - run.finished_at > TOO_OLD:
        late = _("Last compared with Stripe %(when)s: the worker may not run.") % when
        return Comparison(late, "warn")
    found = _found(run)
    words = _("Compared with Stripe %(when)s:") % when
    return Comparison(f"{words} {found.words}", found.state)


def _last_night(run: Compared | None, now: datetime) -> Comparison:
    if run is None or run.finished_at is None:
        return Comparison("")
    if now - run.finished_at > A_NIGHT:
        late = _("The last comparison of everything was %(when)s.")
        return Comparison(late % {"when": ago(now - run.finished_at)}, "warn")
    found = _found(run)
    words = _("Last night: %(compared)s compared,") % {"compared": f"{run.compared:,}"}
    return Comparison(f"{words} {found.words}", found.state)


def _found(run: Compared) -> Comparison:
    if not run.differences:
        return Comparison(_("all agrees."))
    differences = ngettext("%(n)s difference,", "%(n)s differences,", run.differences) % {
        "n": f"{run.differences:,}"
    }
    if not run.unexplained:
        return Comparison(f"{differences} {_('put right.')}")
    unexplained = _("%(n)s for a person to look at.") % {"n": f"{run.unexplained:,}"}
    return Comparison(f"{differences} {unexplained}", "warn")
