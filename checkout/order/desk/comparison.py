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
    """One comparison that was finished."""

    finished_at: datetime
    compared: int = 0
    differences: int = 0
    unexplained: int = 0


@dataclass(frozen=True, slots=True)
class Runs:
    """The last comparison of a kind that was finished, and when others were begun since."""

    finished: Compared | None = None
    first_since: datetime | None = None
    last_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is known; `state` is "warn" where a person should look."""

    words: str
    state: str = ""


def comparison(recent: Runs, nightly: Runs, *, now: datetime) -> Comparison:
    """What the comparisons of each kind come to."""
    parts = [_recently(recent, now), _last_night(nightly, now)]
    state = "warn" if any(part.state for part in parts) else ""
    return Comparison(" ".join(part.words for part in parts if part.words), state)


def _recently(runs: Runs, now: datetime) -> Comparison:
    run = runs.finished
    if run is None:
        never = _("Not compared with Stripe yet:")
        return Comparison(f"{never} {_why_not(runs, now)}", "warn")
    when = {"when": ago(now - run.finished_at)}
    if now - run.finished_at > TOO_OLD:
        late = _("Last compared with Stripe %(when)s:") % when
        return Comparison(f"{late} {_why_not(runs, now)}", "warn")
    found = _found(run)
    words = _("Compared with Stripe %(when)s:") % when
    return Comparison(f"{words} {found.words}", found.state)


def _why_not(runs: Runs, now: datetime) -> str:
    if runs.last_since is None or now - runs.last_since > TOO_OLD:
        return _("the worker may not run.")
    begun = _("begun %(when)s and not finished.") % {"when": ago(now - runs.last_since)}
    why = _("Stripe may not answer, or may refuse the shop's key.")
    return f"{begun} {why}"


def _last_night(runs: Runs, now: datetime) -> Comparison:
    run, begun = runs.finished, runs.first_since
    if run is None:
        if begun is None or now - begun <= A_NIGHT:
            return Comparison("")
        never = _("No comparison of everything was ever finished: the first was begun %(when)s.")
        return Comparison(never % {"when": ago(now - begun)}, "warn")
    if now - run.finished_at > A_NIGHT:
        late = _("The last comparison of everything was %(when)s.")
        late = late % {"when": ago(now - run.finished_at)}
        in_vain = _("None begun since was finished.") if begun else ""
        return Comparison(f"{late} {in_vain}".strip(), "warn")
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
