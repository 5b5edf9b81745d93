"""Reads the labels of an order."""

from datetime import date

from catalog.shopfacts.models import shop_facts
from catalog.units import count
from checkout.order.models import DispensedLot, Order
from checkout.order.shelf.labels import Label, Pharmacy
from checkout.prescriptions.directions import directions_for, directions_of


def labels_of(order: Order, today: date) -> list[Label]:
    """One for each line of which anything is approved, dated as it was dispensed."""
    facts = shop_facts()
    pharmacy = Pharmacy(facts.name, facts.address, facts.phone)
    whom, on = whom_for(order), _dispensed_on(order) or today
    directions = directions_of(order)
    return [
        Label(
            whom,
            line.medicine_name,
            line.dosage_text,
            count(line.unit, line.units * line.approved_quantity),
            directions_for(line, directions),
            pharmacy,
            on,
        )
        for line in order.lines.all()
        if line.approved_quantity
    ]


def whom_for(order: Order) -> str:
    """The patient; where nobody had to be named, whoever the parcel goes to."""
    patient = getattr(order, "patient", None)
    if patient and patient.name:
        return str(patient.name)
    return order.shipping_address.name if order.shipping_address else ""


def _dispensed_on(order: Order) -> date | None:
    taken = DispensedLot.objects.filter(line__order=order)
    return taken.values_list("dispensed_on", flat=True).order_by("pk").first()
