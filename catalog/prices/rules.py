"""What staff read before prices are saved: plain values in and out.

What is odd about a dosage's table is said at its pack. Where the change made it so, or is one of
that very pack, staff are asked whether they have read it; what was odd before is only shown.
static/staff/price-notes.js says the same sentences while they type.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum, auto
from fractions import Fraction
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.money import price as money
from catalog.prices.schedule.ahead import Ahead
from catalog.pricing import CENT, PackOffer, price_table, rounded
from catalog.units import UnitWords, figure

TENTH = Decimal("0.1")


class Kind(Enum):
    """Why a price is worth a second look."""

    DEARER = auto()
    BEST_IS_NOT_LARGEST = auto()
    SAME_PRICE = auto()
    BELOW_COST = auto()
    STEP = auto()
    BASE_MOVES = auto()
    SCHEDULED = auto()


@dataclass(frozen=True)
class PricedPack:
    """A pack in a dosage's table; `key` stays the same whatever is changed about it.

    `scheduled`: prices of it that run or wait.
    """

    key: Hashable
    units: int
    price: Decimal
    on_sale: bool = True
    scheduled: tuple[Ahead, ...] = ()

    @cached_property
    def rate(self) -> Fraction:
        """The exact price of one unit; compared again and again."""
        price, parts = self.price.as_integer_ratio()
        return Fraction(price, parts * self.units)


@dataclass(frozen=True, slots=True)
class DosagePrices:
    """The packs of a dosage, and what one unit of it costs to buy: None where nobody said."""

    packs: Sequence[PricedPack]
    unit_cost: Decimal | None = None

    def on_sale(self) -> list[PricedPack]:
        """By size; of two of one size, which cannot be saved, the first."""
        by_size: dict[int, PricedPack] = {}
        for pack in self.packs:
            if pack.on_sale:
                by_size.setdefault(pack.units, pack)
        return [by_size[units] for units in sorted(by_size)]


@dataclass(frozen=True, slots=True)
class Terms:
    """What a pack counts, and above how many percent a moving price is asked about."""

    unit: UnitWords
    ask_above: int


@dataclass(frozen=True, slots=True)
class PriceNote:
    """Something to read at the pack of `key`, None for the whole dosage.

    `is_asked`: the change made it so, and whoever makes it has to have read it.
    """

    key: Hashable | None
    kind: Kind
    text: str
    is_asked: bool = True


def price_notes(before: DosagePrices, after: DosagePrices, terms: Terms) -> tuple[PriceNote, ...]:
    """What is to be said about a dosage's table after a change, pack by pack in its order.

    Of packs that are off sale only what is scheduled, behind the others.
    """
    old, new = before.on_sale(), after.on_sale()
    untouched = {pack.key for pack in set(new) & set(old)}
    stood = {note for note in _standing(old, before.unit_cost, terms) if note.key in untouched}
    standing = _standing(new, after.unit_cost, terms)
    notes = [
        *_base_moves(old, new, terms),
        *_steps(before.packs, new, terms),
        *(replace(note, is_asked=note not in stood) for note in standing),
        *_scheduled(before.packs, after.packs),
    ]
    in_order = dict.fromkeys(pack.key for pack in (*new, *after.packs))
    place = {key: number for number, key in enumerate(in_order)}
    return tuple(sorted(notes, key=lambda note: -1 if note.key is None else place[note.key]))


def notes_between(
    packs: Iterable[tuple[PricedPack | None, PricedPack | None]],
    costs: tuple[Decimal | None, Decimal | None],
    terms: Terms,
) -> tuple[PriceNote, ...]:
    """The same of a dosage's packs, each before and after; None where there is none."""
    pairs = list(packs)
    before, after = (
        DosagePrices([pack for pair in pairs if (pack := pair[when])], cost)
        for when, cost in enumerate(costs)
    )
    return price_notes(before, after, terms)


def _standing(
    packs: Sequence[PricedPack], unit_cost: Decimal | None, terms: Terms
) -> Iterator[PriceNote]:
    """Beside the cheapest of all smaller packs, and the next smaller one of the same price."""
    cheapest: PricedPack | None = None
    of_price: dict[Decimal, PricedPack] = {}
    for pack in packs:
        if cheapest and pack.rate > cheapest.rate:
            yield PriceNote(pack.key, Kind.DEARER, _dearer(pack, cheapest, terms))
        if twin := of_price.get(pack.price):
            yield PriceNote(pack.key, Kind.SAME_PRICE, _same_price(twin, terms))
        if unit_cost is not None and pack.price < unit_cost * pack.units:
            yield PriceNote(pack.key, Kind.BELOW_COST, _below_cost(pack, unit_cost, terms))
        cheapest = pack if cheapest is None or pack.rate < cheapest.rate else cheapest
        of_price[pack.price] = pack
    yield from _best_is_not_largest(packs, terms)


def _best_is_not_largest(packs: Sequence[PricedPack], terms: Terms) -> Iterator[PriceNote]:
    best = min(packs, key=lambda pack: (pack.rate, pack.units), default=None)
    if best is None or best.rate == packs[-1].rate:
        return
    words = _("Best per %(unit)s is this pack, not the largest (%(largest)s).")
    said = words % {"unit": terms.unit.one, "largest": terms.unit.count(packs[-1].units)}
    yield PriceNote(best.key, Kind.BEST_IS_NOT_LARGEST, said)


def _steps(
    before: Sequence[PricedPack], after: Sequence[PricedPack], terms: Terms
) -> Iterator[PriceNote]:
    """Also of a pack that was off sale, where its price counts as well."""
    old = {pack.key: pack for pack in before}
    for pack in after:
        if was := old.get(pack.key):
            # A pack of another size has another price: only its rate can be compared.
            ratio = pack.rate / was.rate
            if abs(ratio - 1) * 100 > terms.ask_above:
                yield PriceNote(pack.key, Kind.STEP, _step(pack, was, ratio, terms))


def _base_moves(
    before: Sequence[PricedPack], after: Sequence[PricedPack], terms: Terms
) -> Iterator[PriceNote]:
    if not before or not after or before[0].rate == after[0].rate:
        return
    was = {offer.units: offer for offer in _offers(before)}
    moved = sum(
        (offer.list_price, offer.saving) != (was[offer.units].list_price, was[offer.units].saving)
        for offer in _offers(after)
        if offer.units in was
    )
    if moved:
        yield PriceNote(None, Kind.BASE_MOVES, _base_in_words(before[0], after[0], moved, terms))


def _scheduled(before: Sequence[PricedPack], after: Sequence[PricedPack]) -> Iterator[PriceNote]:
    old = {pack.key: pack for pack in before}
    for pack in after:
        was = old.get(pack.key, pack)
        for ahead in pack.scheduled:
            edit = ahead.edit((was.units, was.price), (pack.units, pack.price))
            text, is_asked = ahead.said(edit, was.price)
            yield PriceNote(pack.key, Kind.SCHEDULED, text, is_asked)


def _offers(packs: Sequence[PricedPack]) -> tuple[PackOffer, ...]:
    return price_table((pack.units, pack.price) for pack in packs)


# --- The sentences -------------------------------------------------------------------------------


def _dearer(pack: PricedPack, than: PricedPack, terms: Terms) -> str:
    here, there = (money(PackOffer(one.units, one.price).unit_price) for one in (pack, than))
    amounts = _(": %(here)s against %(there)s") % {"here": here, "there": there}
    words = _("Dearer per %(unit)s than the %(pack)s%(amounts)s. A larger pack should cost less.")
    return words % {
        "unit": terms.unit.one,
        "pack": pack_named(than.units, terms.unit),
        "amounts": amounts if here != there else "",
    }


def _same_price(other: PricedPack, terms: Terms) -> str:
    return _("Same price as the %s.") % pack_named(other.units, terms.unit)


def _below_cost(pack: PricedPack, unit_cost: Decimal, terms: Terms) -> str:
    cost = rounded(Fraction(unit_cost) * pack.units, CENT)
    words = _("Below cost: these %(units)s cost %(cost)s to buy.")
    return words % {"units": terms.unit.count(pack.units), "cost": money(cost)}


def _step(pack: PricedPack, was: PricedPack, ratio: Fraction, terms: Terms) -> str:
    rose = ratio > 1
    facts = {
        "percent": _percent(abs(ratio - 1), terms.ask_above),
        "was": money(was.price),
        "pack": pack_named(was.units, terms.unit),
        "unit": terms.unit.one,
        "limit": terms.ask_above,
    }
    if pack.units == was.units:
        words = (
            _("Up %(percent)s %% from %(was)s. Above %(limit)s %% we ask twice.")
            if rose
            else _("Down %(percent)s %% from %(was)s. Above %(limit)s %% we ask twice.")
        )
    else:
        words = (
            _("Up %(percent)s %% per %(unit)s from the %(pack)s. Above %(limit)s %% we ask twice.")
            if rose
            else _(
                "Down %(percent)s %% per %(unit)s from the %(pack)s. "
                "Above %(limit)s %% we ask twice."
            )
        )
    return words % facts


def _percent(part: Fraction, ask_above: int) -> str:
    """Whole, but never so that what is above the limit reads as if it were the limit."""
    whole = rounded(part * 100, Decimal(1))
    if whole > ask_above:
        return figure(whole)
    return figure(max(rounded(part * 100, TENTH), ask_above + TENTH), 1)


def _base_in_words(was: PricedPack, now: PricedPack, moved: int, terms: Terms) -> str:
    words = ngettext(
        "You are moving the base pack. The %(pack)s sets the rate (%(was)s before, %(now)s now), "
        "so %(moved)s struck price and saving moves. The old one stands beneath the new.",
        "You are moving the base pack. The %(pack)s sets the rate (%(was)s before, %(now)s now), "
        "so %(moved)s struck prices and savings move. Old ones stand beneath the new.",
        moved,
    )
    return words % {
        "pack": pack_named(now.units, terms.unit),
        "was": _rate_in_words(was),
        "now": _rate_in_words(now),
        "moved": figure(moved),
    }


def _rate_in_words(pack: PricedPack) -> str:
    """As in "$52.00 for 60"."""
    return _("%(price)s for %(units)s") % {"price": money(pack.price), "units": figure(pack.units)}


def pack_named(units: int, unit: UnitWords) -> str:
    """As in "90-pill pack"."""
    return _("%(units)s-%(unit)s pack") % {"units": figure(units), "unit": unit.one}
