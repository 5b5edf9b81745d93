"""Whose prices moved today, as the database recorded it: once for each pack, its last move."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from catalog.money import price
from catalog.partner.models import PriceFrom
from catalog.prices.history_reads import how_in_words, who_changed
from catalog.prices.how import How
from catalog.strengths import strength_text
from catalog.units import figure

MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class MovedPrice:
    """A pack with its price before and after; `who` is a person or, without one, the way."""

    pack: str
    medicine_id: int
    before: str
    price: str
    who: str
    at: str


@dataclass(frozen=True, slots=True)
class PricesToday:
    """The latest `rows` of `count` packs; `by_schedule` of these moved by themselves."""

    count: int
    by_schedule: int
    rows: list[MovedPrice]

    @property
    def not_shown(self) -> int:
        return self.count - len(self.rows)


def prices_today(since: datetime) -> PricesToday:
    """Two reads, however many prices have moved."""
    moves = PriceFrom.objects.last_moves_since(since)
    counted = moves.aggregate(
        packs=Count("pk"), by_schedule=Count("pk", filter=Q(how=How.SCHEDULE))
    )
    latest = moves.select_related("by", "pack__parent").order_by("-since", "-pk")[:MOST_SHOWN]
    return PricesToday(counted["packs"], counted["by_schedule"], [_row(move) for move in latest])


def _row(move: PriceFrom) -> MovedPrice:
    named = {"name": move.pack.parent.title, "dosage": strength_text(move.strength)}
    return MovedPrice(
        # Translators: a pack, as in "Baclofen 10 mg, 90".
        pack=_("%(name)s %(dosage)s, %(units)s") % {**named, "units": figure(move.units)},
        medicine_id=move.pack.parent_id,
        before=price(move.before),
        price=price(move.price),
        who=who_changed(move) or how_in_words(move.how, move.batch),
        at=date_format(localtime(move.since), "H:i"),
    )
