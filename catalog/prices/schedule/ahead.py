"""What a pack's scheduled prices make of another price that staff set: plain values in and out.

A price that runs for a while is nobody's to build on unseen. Who sets another one meanwhile is
asked first; then that one stays, also when the scheduled one ends. static/staff/price-notes.js
picks one of the same sentences while staff type.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum

from django.utils.translation import gettext_lazy as _

from catalog.moments import for_staff
from catalog.money import price as money
from catalog.units import figure


class Edit(Enum):
    """What is done to a pack that has a scheduled price."""

    NONE = "none"
    ANOTHER_PRICE = "another"
    # Where somebody has set another one while it ran.
    SCHEDULED_PRICE = "scheduled"
    ANOTHER_SIZE = "size"


FOR_GOOD = _("Scheduled: %(price)s from %(start)s on, without an end.")
THEN_WHAT_YOU_SET = _(
    "Scheduled: %(price)s from %(start)s until %(end)s, then back to what you set now."
)
NOT_FOR_ANOTHER_SIZE = _(
    "Scheduled: %(price)s from %(start)s, for a pack of %(units)s. Made another size, it never "
    "gets that price."
)
WAITING = {
    Edit.NONE: _("Scheduled: %(price)s from %(start)s until %(end)s, then back to today's price."),
    Edit.ANOTHER_PRICE: THEN_WHAT_YOU_SET,
    Edit.SCHEDULED_PRICE: THEN_WHAT_YOU_SET,
    Edit.ANOTHER_SIZE: NOT_FOR_ANOTHER_SIZE,
}
WAITING_FOR_GOOD = dict.fromkeys(Edit, FOR_GOOD) | {Edit.ANOTHER_SIZE: NOT_FOR_ANOTHER_SIZE}
RUNNING = {
    Edit.NONE: _("A scheduled price runs: %(price)s until %(end)s, then back to %(before)s."),
    Edit.ANOTHER_PRICE: _(
        "A scheduled price runs: %(price)s until %(end)s, then back to %(before)s. What you set "
        "now takes its place, and stays then."
    ),
    Edit.SCHEDULED_PRICE: _(
        "This is the scheduled price again: it runs until %(end)s, then back to %(before)s."
    ),
    Edit.ANOTHER_SIZE: _(
        "A scheduled price runs: %(price)s until %(end)s. Made another size, the pack does not go "
        "back to %(before)s then."
    ),
}
STAYS = _(
    "Somebody has set another price while a scheduled one runs, %(price)s until %(end)s: what is "
    "set by hand stays then."
)
REPLACED = RUNNING | {Edit.NONE: STAYS, Edit.ANOTHER_PRICE: STAYS}


@dataclass(frozen=True, slots=True)
class Ahead:
    """A scheduled price that waits or runs; `before` is what it returns to, None while it waits.

    `units` is the size of the pack it is for.
    """

    price: Decimal
    units: int
    starts_at: datetime
    ends_at: datetime | None
    before: Decimal | None = None

    def edit(self, was: tuple[int, Decimal], now: tuple[int, Decimal]) -> Edit:
        """Of a pack's units and price before and after."""
        if was == now:
            return Edit.NONE
        if was[0] != now[0]:
            return Edit.ANOTHER_SIZE
        return Edit.SCHEDULED_PRICE if now[1] == self.price else Edit.ANOTHER_PRICE

    def said(self, edit: Edit, price: Decimal) -> tuple[str, bool]:
        """What there is to read of it where a pack costs `price`, and whether that is asked."""
        table = self._sentences(price)
        is_asked = self.before is not None and edit is not Edit.NONE
        return str(table[edit]) % self._facts, is_asked and table[edit] is not STAYS

    def _sentences(self, price: Decimal) -> dict[Edit, object]:
        if self.before is None:
            return dict(WAITING_FOR_GOOD if self.ends_at is None else WAITING)
        return dict(RUNNING if price == self.price else REPLACED)

    @property
    def _facts(self) -> dict[str, str]:
        return {
            "price": money(self.price),
            "units": figure(self.units),
            "start": for_staff(self.starts_at),
            "end": "" if self.ends_at is None else for_staff(self.ends_at),
            "before": "" if self.before is None else money(self.before),
        }
