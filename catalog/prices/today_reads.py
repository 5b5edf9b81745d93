"""Whose prices moved today, as the database recorded it: once for each pack, its last move."""

from dataclasses import dataclass
from datetime import datetime

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
# Moves that are looked at, the latest; on a day of more prices nobody counts them all.
MOST_COUNTED = 1_000


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
    """The latest `rows` of `count` packs; `by_schedule` of these moved by themselves.

    `is_cut`: there were more moves than are looked at, and so perhaps of more packs.
    """

    count: int
    by_schedule: int
    rows: list[MovedPrice]
    is_cut: bool = False

    @property
    def not_shown(self) -> int:
        return self.count - len(self.rows)


def prices_today(since: datetime) -> PricesToday:
    """Two reads, however many prices have moved."""
    rows = PriceFrom.objects.moves_since(since).values_list("pack_id", "pk", "how")
    moves = list(rows[: MOST_COUNTED + 1])
    last: dict[int, tuple[int, str]] = {}
    for pack_id, pk, how in moves[:MOST_COUNTED]:
        last.setdefault(pack_id, (pk, how))
    shown = [pk for pk, _how in last.values()][:MOST_SHOWN]
    latest = PriceFrom.objects.filter(pk__in=shown).with_before().order_by("-since", "-pk")
    by_schedule = sum(how == How.SCHEDULE for _pk, how in last.values())
    shown_rows = [_row(move) for move in latest.select_related("by", "pack__parent")]
    return PricesToday(len(last), by_schedule, shown_rows, is_cut=len(moves) > MOST_COUNTED)


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
