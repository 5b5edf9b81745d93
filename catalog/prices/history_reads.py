"""What a pack has cost, as the database recorded it: who changed it, when, how and why."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import reduce
from itertools import takewhile
from uuid import UUID

from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

from catalog.models import Product
from catalog.money import signed
from catalog.partner.models import PriceFrom
from catalog.people import name_of
from catalog.prices.how import How

# More of them nobody reads on one page; the chart shows them all.
MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class PriceChange:
    """One price of a pack; `before` is None of its first. `how` is as shown.

    `may_be_undone`: with all that was changed together; not where a pack was added by hand.
    `is_of_today`: the pack had the size and strength it has now, so that the price may come back.
    """

    record_id: int
    at: datetime
    who: str
    how: str
    before: Decimal | None
    price: Decimal
    why: str
    may_be_undone: bool
    is_now: bool = False
    is_of_today: bool = True

    @property
    def step_text(self) -> str:
        """As in "−$3.00"; "" of the first price."""
        return "" if self.before is None else signed(self.price - self.before)


def price_changes(pack: Product) -> list[PriceChange]:
    """Every price of a pack, the oldest first; what else was recorded of it is no other price."""
    rows = list(PriceFrom.objects.filter(pack=pack).select_related("by").order_by("since", "pk"))
    changes, before = [], None
    for row in rows:
        if row.price != before:
            is_of_today = (row.units, row.strength) == (pack.units, pack.dosage.label)
            changes.append(replace(_change(row, before), is_of_today=is_of_today))
            before = row.price
    if changes:
        changes[-1] = replace(changes[-1], is_now=True)
    return changes


def price_at_the_end_of(pack: Product, day: date) -> Decimal | None:
    """What was asked for a pack as a day of the shop's clock ended; None before it was sold."""
    midnight = make_aware(datetime.combine(day + timedelta(days=1), time.min))
    rows = PriceFrom.objects.filter(pack=pack, since__lt=midnight).order_by("since", "pk")
    last = rows.last()
    return last.price if last else None


def last_move(pack_id: int, column: str, value: object) -> PriceFrom | None:
    """The record that made a column of a pack what it is; None where the last says otherwise."""
    rows = PriceFrom.objects.filter(pack=pack_id).select_related("by").order_by("-since", "-pk")
    same = takewhile(lambda row: getattr(row, column) == value, rows.iterator(chunk_size=20))
    return reduce(lambda _newer, row: row, same, None)


def _change(row: PriceFrom, before: Decimal | None) -> PriceChange:
    return PriceChange(
        record_id=row.pk,
        at=row.since,
        who=who_changed(row),
        how=how_in_words(row.how, row.batch),
        before=before,
        price=row.price,
        why=row.why,
        may_be_undone=row.batch is not None and (before is not None or row.how == How.SHEET),
    )


def who_changed(row: PriceFrom) -> str:
    """A person's name, else the e-mail address; "" where no person did."""
    if row.by_id is None:
        return ""
    person = row.by
    if person is None:
        return _("person %(number)s") % {"number": row.by_id}
    return name_of(person)


def how_in_words(how: str, batch: UUID | None) -> str:
    """As in "Schedule" or "load_demo", a command's name; what no request did has no batch."""
    if how in How.values:
        return str(How(how).label)
    if how:
        return how
    return _("Elsewhere in the shop") if batch else _("In the database")
