"""Reads what an order needs of the shelf, what lies there for it, and what it took."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from catalog.lots.actions import missing_words
from catalog.lots.allocating import ShelfLot, Want, missing_units
from catalog.lots.models import Lot
from checkout.order.models import DispensedLot, Line, Order
from checkout.order.shelf.picking import PickRow, pick_rows


def wants_of(lines: Iterable[Line]) -> list[Want]:
    """The units that are approved of an order's lines and have not left yet."""
    return [
        Want(line.pk, line.dosage_id, line.units * line.num_allocated)
        for line in lines
        if line.num_allocated and not line.allocation_cancelled
    ]


@dataclass(frozen=True, slots=True)
class Shelf:
    """What an order needs and what lies there for it, with every reason against taking it."""

    wants: tuple[Want, ...]
    lots: tuple[ShelfLot, ...]
    rows: tuple[PickRow, ...]
    problems: tuple[str, ...]


def shelf_for(order: Order, today: date) -> Shelf:
    """One query, where the order's lines are at hand."""
    lines = {line.pk: line for line in order.lines.all()}
    wants = wants_of(lines.values())
    lots = Lot.objects.on_the_shelf({want.dosage_id for want in wants}, today)
    packs = {pk: pack_words(line) for pk, line in lines.items()}
    rows = pick_rows(wants, lots, packs, today)
    return Shelf(
        tuple(wants), tuple(lots), tuple(rows), tuple(_missing(lines.values(), wants, lots))
    )


def taken_rows(order: Order) -> list[PickRow]:
    """What has left the shelf for an order, by lot number."""
    taken = DispensedLot.objects.filter(line__order=order).select_related("lot", "line")
    return [
        PickRow(
            one.line_id,
            one.lot_id,
            pack_words(one.line),
            one.lot.number,
            one.lot.expires_on,
            one.units,
        )
        for one in taken.order_by("lot__number", "pk")
    ]


def pack_words(line: Line) -> str:
    """As in "Baclofen 10 mg, 90 pills"."""
    return f"{line.medicine_name} {line.dosage_text}, {line.pack_text}"


def _missing(lines: Iterable[Line], wants: list[Want], lots: list[ShelfLot]) -> list[str]:
    dosages = {line.dosage_id: line for line in lines}
    return [
        missing_words(
            f"{dosages[dosage_id].medicine_name} {dosages[dosage_id].dosage_text}",
            dosages[dosage_id].unit,
            units,
        )
        for dosage_id, units in missing_units(wants, lots).items()
    ]
