"""Many prices at once, from a moment on: a proposal becomes scheduled prices instead of prices."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.models import Pack
from catalog.prices import proposing
from catalog.prices.models import Proposal
from catalog.prices.schedule import actions

MOST_NAMED = 5


@transaction.atomic
def schedule_proposed(
    proposal: Proposal,
    *,
    starts_at: datetime,
    ends_at: datetime | None,
    by: Any,
    why: str,
    now: datetime,
) -> int:
    """Schedule every price that takes part and changes; how many those are.

    All or none. Raises CannotSchedule, and AlreadyApplied.
    """
    proposing.hold(proposal)
    prices = proposing.new_prices(proposal)
    times = {"starts_at": starts_at, "ends_at": ends_at}
    made = actions.schedule(prices, by=by, why=why, now=now, **times)
    proposing.close(proposal, why=why, now=now)
    return len(made)


def in_words(problems: Mapping[int, str]) -> str:
    """Why nothing was scheduled: the first packs by their names, and how many more."""
    packs = Pack.objects.filter(pk__in=list(problems)).select_related("parent", "dosage")
    first = packs.order_by("parent__title", "dosage__position", "units", "pk")[:MOST_NAMED]
    said = [f"{pack}: {problems[pack.pk]}" for pack in first]
    if more := len(problems) - len(said):
        words = ngettext("%(packs)s more pack.", "%(packs)s more packs.", more)
        said.append(words % {"packs": f"{more:,}"})
    return " ".join([_("Nothing is scheduled."), *said])
