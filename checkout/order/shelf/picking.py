"""What is taken off the shelf for an order, row by row as one walks along it: plain values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from catalog.lots.allocating import ShelfLot, Taken, Want, first_expired_first_out
from catalog.lots.expiry import urgency


@dataclass(frozen=True, slots=True)
class PickRow:
    """A lot from which a line may be taken; `take` is how many units are, 0 for none.

    `there` is what the lot has, None once the units have left. `mark` is "stop" or "warn" where
    its expiry is near.
    """

    line_id: int
    lot_id: int
    pack: str
    number: str
    expires_on: date | None
    take: int
    there: int | None = None
    mark: str = ""

    @property
    def name(self) -> str:
        """Of its field in a form."""
        return f"take-{self.line_id}-{self.lot_id}"


def pick_rows(
    wants: Sequence[Want], shelf: Iterable[ShelfLot], packs: Mapping[int, str], today: date
) -> list[PickRow]:
    """Every line beside every lot of its dosage, by lot number; `packs` are words by line.

    First expired, first out: that is what is taken unless somebody at the shelf decides otherwise.
    """
    lots = sorted(shelf, key=lambda lot: (lot.number, lot.lot_id))
    taken = {(one.line_id, one.lot_id): one.units for one in first_expired_first_out(wants, lots)}
    return [
        PickRow(
            want.line_id,
            lot.lot_id,
            packs[want.line_id],
            lot.number,
            lot.expires_on,
            taken.get((want.line_id, lot.lot_id), 0),
            lot.units,
            urgency(lot.expires_on, today),
        )
        for lot in lots
        for want in wants
        if want.dosage_id == lot.dosage_id
    ]


def as_taken(rows: Iterable[PickRow], units: Mapping[str, int]) -> list[Taken]:
    """What was typed, by the names of rows."""
    return [Taken(row.line_id, row.lot_id, units[row.name]) for row in rows if units.get(row.name)]
