"""The list of scheduled prices by state: a tab for all and one for each."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalog.prices.schedule.rules import ScheduleState


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab; `state` is "" for all."""

    state: str
    label: str
    count: int
    is_current: bool


def tabs(counts: Mapping[str, int], current: str) -> list[Tab]:
    each = [
        Tab(state, str(state.label), counts.get(state, 0), state == current)
        for state in ScheduleState
    ]
    is_all = not any(tab.is_current for tab in each)
    return [Tab("", _("All"), sum(counts.values()), is_all), *each]
