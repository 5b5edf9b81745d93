"""Which lots a line is taken out of: plain values.

First expired, first out, unless somebody at the shelf chose otherwise. A lot whose expiry nobody
recorded is the oldest there is, and goes first.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class ShelfLot:
    """A lot that may be given out today."""

    lot_id: int
    dosage_id: int
    number: str
    expires_on: date | None
    units: int


@dataclass(frozen=True, slots=True)
class Want:
    """A line of an order and the units it needs."""

    line_id: int
    dosage_id: int
    units: int


@dataclass(frozen=True, slots=True)
class Taken:
    """Units of a lot for a line."""

    line_id: int
    lot_id: int
    units: int


def missing_units(wants: Iterable[Want], shelf: Iterable[ShelfLot]) -> dict[int, int]:
    """By dosage, how many units more are wanted than lie there; only where that is so."""
    missing: Counter[int] = Counter()
    for want in wants:
        missing[want.dosage_id] += want.units
    for lot in shelf:
        missing[lot.dosage_id] -= lot.units
    return {dosage_id: units for dosage_id, units in missing.items() if units > 0}


def first_expired_first_out(wants: Iterable[Want], shelf: Iterable[ShelfLot]) -> list[Taken]:
    """What is taken for each line, as far as it is there."""
    lots = sorted(shelf, key=lambda lot: (lot.expires_on or date.min, lot.lot_id))
    left, taken = {lot.lot_id: lot.units for lot in lots}, []
    for want in wants:
        needed = want.units
        for lot in lots:
            units = min(needed, left[lot.lot_id]) if lot.dosage_id == want.dosage_id else 0
            if units:
                taken.append(Taken(want.line_id, lot.lot_id, units))
                left[lot.lot_id] -= units
                needed -= units
    return taken


def choice_problems(
    chosen: Sequence[Taken], wants: Iterable[Want], shelf: Iterable[ShelfLot]
) -> dict[int, str]:
    """By line, why what somebody chose cannot be taken; empty where it can."""
    lots = {lot.lot_id: lot for lot in shelf}
    used: Counter[int] = Counter()
    for taken in chosen:
        used[taken.lot_id] += taken.units
    return {
        want.line_id: problem
        for want in wants
        if (problem := _problem(want, [t for t in chosen if t.line_id == want.line_id], lots, used))
    }


def _problem(
    want: Want, chosen: Iterable[Taken], lots: Mapping[int, ShelfLot], used: Mapping[int, int]
) -> str:
    total = 0
    for taken in chosen:
        lot = lots.get(taken.lot_id)
        if lot is None or lot.dosage_id != want.dosage_id:
            return _("A lot you chose is not to be given out any more: choose again.")
        if used[taken.lot_id] > lot.units:
            words = _("Lot %(number)s has %(units)s left: take the rest out of another.")
            return words % {"number": lot.number, "units": f"{lot.units:,}"}
        total += taken.units
    if total != want.units:
        words = _("Take %(wanted)s for this line: these come to %(total)s.")
        return words % {"wanted": f"{want.units:,}", "total": f"{total:,}"}
    return ""
