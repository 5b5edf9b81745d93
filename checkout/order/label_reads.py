"""Reads the labels of an order."""

from dataclasses import dataclass
from datetime import date

from catalog.shopfacts.models import shop_facts
from catalog.units import count
from checkout.order.labels import Label, Pharmacy
from checkout.order.models import DispensedLot, Line, Order


@dataclass(frozen=True, slots=True)
class ForWhom:
    """Whose medicine a line is, and how it is to be taken."""

    patient: str
    directions: str = ""


def for_whom(line: Line) -> ForWhom:
    """The one place that says so: whoever the parcel goes to; directions are written by hand."""
    address = line.order.shipping_address
    return ForWhom(address.name if address else "")


def labels_of(order: Order, today: date) -> list[Label]:
    """One for each line of which anything is approved, dated as it was dispensed."""
    facts = shop_facts()
    pharmacy = Pharmacy(facts.name, facts.address, facts.phone)
    on = _dispensed_on(order) or today
    return [_label(line, pharmacy, on) for line in order.lines.all() if line.approved_quantity]


def _label(line: Line, pharmacy: Pharmacy, on: date) -> Label:
    whom = for_whom(line)
    return Label(
        whom.patient,
        line.medicine_name,
        line.dosage_text,
        count(line.unit, line.units * line.approved_quantity),
        whom.directions,
        pharmacy,
        on,
    )


def _dispensed_on(order: Order) -> date | None:
    taken = DispensedLot.objects.filter(line__order=order)
    return taken.values_list("dispensed_on", flat=True).order_by("pk").first()
