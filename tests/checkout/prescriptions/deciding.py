"""A pharmacist's decisions in few words, for tests of everything that comes after them."""

from collections.abc import Mapping
from datetime import timedelta

from django.utils import timezone

from catalog.legal_class import LegalClass, needs_pharmacist
from checkout.order.models import Line, Order
from checkout.order.states import OrderState
from checkout.prescriptions.deciding import LineDecision, decide
from checkout.prescriptions.recording import AsRead, ItemAsRead
from checkout.prescriptions.records import Decision, Outcome, PrescribedItem, Prescription
from tests.factories import a_user

VERIFIED = "Rang the practice, Dr Hale confirms."


def approve(
    order: Order,
    *,
    by,
    now=None,
    quantities: Mapping[int, int] | None = None,
    repeats: int = 0,
    directions: str = "",
) -> None:
    """Approve all packs, or these by line, on a prescription that fits; none of a line rejects it.

    Lines nobody has to decide about are approved by themselves.
    """
    lines = lines_to_decide(order)
    packs = {
        line.pk: (quantities or {}).get(line.pk, 0 if quantities else line.quantity)
        for line in lines
    }
    decisions = {
        line.pk: LineDecision(Outcome.APPROVED, packs=packs[line.pk], verification=VERIFIED)
        if packs[line.pk]
        else LineDecision(Outcome.REJECTED, reason="Not prescribed")
        for line in lines
    }
    given = [line for line in lines if packs[line.pk]]
    read = as_read(given, repeats=repeats, directions=directions)
    decide(order, decisions, read=read, by=by, now=now or timezone.now())


def reject(order: Order, *, by, reason: str = "No prescription came", now=None) -> None:
    decisions = {
        line.pk: LineDecision(Outcome.REJECTED, reason=reason) for line in lines_to_decide(order)
    }
    decide(order, decisions, read=None, by=by, now=now or timezone.now())


def ask(order: Order, *, by, question: str, now=None) -> None:
    """Ask the patient about every line."""
    decisions = {
        line.pk: LineDecision(Outcome.ASKED, reason=question) for line in lines_to_decide(order)
    }
    decide(order, decisions, read=None, by=by, now=now or timezone.now())


def as_if_decided(order: Order, quantities: Mapping[int, int] | None = None) -> None:
    """All packs are approved, or these by line, and nothing else happens: order and money stay."""
    state = Order.objects.get(pk=order.pk).status
    Order.objects.filter(pk=order.pk).update(status=OrderState.AWAITING_PHARMACIST)
    read, by, today = as_read(lines_to_decide(order)), a_user(), timezone.localdate()
    prescription = Prescription.objects.create(
        patient=order.patient,
        prescriber=read.prescriber,
        registration=read.registration,
        issued_on=read.issued_on,
        valid_until=read.valid_until,
        recorded_by=by,
    )
    for line in lines_to_decide(order):
        packs = line.quantity if quantities is None else quantities[line.pk]
        item, _ = PrescribedItem.objects.get_or_create(
            prescription=prescription,
            dosage_id=line.dosage_id,
            defaults={"units": read.items[line.dosage_id].units},
        )
        Decision.objects.create(
            line=line,
            outcome=Outcome.APPROVED if packs else Outcome.REJECTED,
            packs=packs,
            units=packs * line.units,
            item=item if packs else None,
            reason="" if packs else "Not prescribed",
            by=by,
            at=timezone.now(),
            decided_on=today,
        )
        Line.objects.filter(pk=line.pk).update(approved_quantity=packs)
    Order.objects.filter(pk=order.pk).update(status=state)


def lines_to_decide(order: Order) -> list[Line]:
    lines = Line.objects.filter(order=order, replaces=None).order_by("pk")
    return [line for line in lines if needs_pharmacist(line.legal_class)]


def as_read(
    lines: list[Line], *, repeats: int = 0, directions: str = "", **changed
) -> AsRead | None:
    """A prescription of today for exactly what was ordered; None where none is needed."""
    units: dict[int, int] = {}
    for line in lines:
        if line.legal_class == LegalClass.POM:
            units[line.dosage_id] = units.get(line.dosage_id, 0) + line.units * line.quantity
    if not units:
        return None
    today = timezone.localdate()
    facts = {
        "prescriber": "Dr M. Hale",
        "registration": f"4471{lines[0].order_id:06}",
        "issued_on": today,
        "valid_until": today + timedelta(days=180),
        "items": {
            dosage_id: ItemAsRead(wanted, repeats, directions)
            for dosage_id, wanted in units.items()
        },
    }
    return AsRead(**(facts | changed))
