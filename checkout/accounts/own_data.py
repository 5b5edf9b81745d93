"""Everything the shop keeps about an account's person, as plain values for its owner.

In the words the shop's own pages show. What staff note for each other, and who of them did what, is
theirs; why a line was rejected is told where its page tells it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Q
from oscar.apps.address.models import UserAddress

from checkout.accounts.addresses import Address
from checkout.accounts.models import Session, User
from checkout.basket.models import Basket
from checkout.order.models import Line, Order
from checkout.payment.models import Outbox, PaymentAttempt
from checkout.payment.money import from_minor_units
from checkout.payment.states import AttemptState, RefundState
from checkout.prescriptions.models import Patient, PrescriptionFile, Way
from checkout.prescriptions.reads import NOT_DECIDED, reasons_of
from checkout.prescriptions.records import Decision, Inquiry, Outcome, Prescription
from checkout.waiting.models import Waiting

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file its owner has sent: what to call it, and its pages in the vault."""

    called: str
    pages: tuple[str, ...]


def everything_about(account: User, *, now: datetime) -> Values:
    """As it is at this moment; nothing of anybody else's."""
    return {
        "as_of": now,
        "account": _account(account),
        "addresses": [_address(row) for row in UserAddress.objects.filter(user=account)],
        "orders": [_order(order) for order in _orders(account)],
        "carts": [_cart(cart) for cart in _carts(account)],
        "waiting_for": [_waiting(row) for row in Waiting.objects.of(account.email)],
        "browsers": _browsers(account),
        "agreed_to": _agreed(account),
    }


def files_sent_by(account: User) -> list[OwnFile]:
    """The oldest first, each under a name of its own."""
    own = Q(patient__order__user=account) | Q(patient__basket__in=_carts(account))
    sent = PrescriptionFile.objects.filter(own, erased_at=None, added_by=None)
    return [
        OwnFile(f"files/{number:03}-{_whose(file)}", tuple(file.pages or [file.name]))
        for number, file in enumerate(sent.select_related("patient__order"), 1)
    ]


def _whose(file: PrescriptionFile) -> str:
    order = file.patient.order
    return f"order-{order.number}" if order else "cart"


def _orders(account: User) -> Any:
    orders = account.orders.select_related("shipping_address__country", "patient")
    return orders.order_by("date_placed", "pk")


def _carts(account: User) -> Any:
    return Basket.objects.filter(owner=account, status=Basket.OPEN).order_by("pk")


def _account(account: User) -> Values:
    steps = Authenticator.objects.filter(user=account).order_by("pk")
    emails = account.emailaddress_set.order_by("pk")
    return {
        "email": account.email,
        "first_name": account.first_name,
        "last_name": account.last_name,
        "phone": account.phone,
        "made_at": account.date_joined,
        "last_sign_in_at": account.last_login,
        "emails": [{"email": one.email, "is_confirmed": one.verified} for one in emails],
        "second_steps": [
            {
                "kind": step.get_type_display(),
                "added_at": step.created_at,
                "last_used_at": step.last_used_at,
            }
            for step in steps
        ],
    }


def _address(row: Any) -> Values | None:
    return Address.of_row(row).as_fields() if row else None


def _order(order: Order) -> Values:
    moves = order.status_changes.order_by("date_created", "pk")
    return {
        "number": order.number,
        "placed_at": order.date_placed,
        "state": order.get_status_display(),
        "email": order.guest_email or order.user.email,
        "total": order.total_incl_tax,
        "delivery": order.shipping_incl_tax,
        "delivery_by": order.shipping_method,
        "currency": order.currency,
        "to": _address(order.shipping_address),
        "billed_to": _address(order.billing_address),
        "lines": [_line(line) for line in order.lines.order_by("pk")],
        "went": [{"at": move.date_created, "to": move.new_status} for move in moves],
        "payments": [_payment(one) for one in order.attempts.order_by("pk")],
        "parcels": [
            {"at": one.at, "carrier": one.carrier, "tracking": one.tracking}
            for one in order.dispatches.order_by("pk")
        ],
        "told": _told(getattr(order, "patient", None)),
        "prescriptions": [_prescription(one) for one in _prescriptions(order)],
        "decisions": list(_decisions(order)),
        "questions": [_question(one) for one in _questions(order)],
        "mails": [_mail(row) for row in _mails(order)],
    }


def _line(line: Line) -> Values:
    return {
        "medicine": line.medicine_name,
        "dosage": line.dosage_text,
        "pack": line.pack_text,
        "packs": line.quantity,
        "packs_approved": line.approved_quantity,
        "price": line.line_price_incl_tax,
        "tax_percent": line.tax_rate,
        "is_instead_of_another": line.replaces_id is not None,
        "came_back": [{"at": one.at, "packs": one.packs} for one in line.taken_back.order_by("pk")],
    }


def _payment(attempt: PaymentAttempt) -> Values:
    def sum_of(amount: int) -> Any:
        return from_minor_units(amount, attempt.currency)

    return {
        "begun_at": attempt.created_at,
        "state": AttemptState(attempt.state).label,
        "amount": sum_of(attempt.amount),
        "charged": sum_of(attempt.captured),
        "currency": attempt.currency,
        "card": attempt.card,
        "number_at_stripe": attempt.intent_id,
        "refunds": [
            {
                "asked_at": one.asked_at,
                "amount": sum_of(one.amount),
                "state": RefundState(one.state).label,
            }
            for one in attempt.refunds.order_by("pk")
        ],
    }


def _told(patient: Patient | None) -> Values | None:
    """What was told of a patient, unless it was forgotten."""
    if patient is None or patient.erased_at:
        return None
    return {
        "at": patient.told_at,
        "name": patient.name,
        "born_on": patient.born_on,
        "address": patient.address,
        "allergies": patient.allergies,
        "other_medicines": patient.other_medicines,
        "conditions": patient.conditions,
        "answers": [{"question": one["text"], "answer": one["answer"]} for one in patient.answers],
        "prescription_comes": str(Way(patient.way).label) if patient.way else "",
        "prescriber": patient.prescriber_name,
        "practice": patient.prescriber_practice,
        "prescribers_phone": patient.prescriber_phone,
        "files": [
            {"at": file.added_at, "called": file.called, "sent_by_you": file.added_by_id is None}
            for file in patient.files.filter(erased_at=None)
        ],
    }


def _prescriptions(order: Order) -> Any:
    read = Prescription.objects.filter(patient__order=order, patient__erased_at=None)
    return read.prefetch_related("items__dosage__medicine")


def _prescription(one: Prescription) -> Values:
    return {
        "prescriber": one.prescriber,
        "issued_on": one.issued_on,
        "valid_until": one.valid_until,
        "items": [
            {
                "medicine": item.dosage.medicine.title,
                "dosage": item.dosage.text,
                "units": item.units,
                "repeats": item.repeats,
                "directions": item.directions,
            }
            for item in one.items.all()
        ],
    }


def _decisions(order: Order) -> Iterator[Values]:
    """Once all is decided, as on the order's page."""
    if order.status in NOT_DECIDED:
        return
    reasons = reasons_of(order)
    for one in Decision.objects.filter(line__order=order).that_count().select_related("line"):
        yield {
            "at": one.at,
            "about": f"{one.line.medicine_name} {one.line.dosage_text}",
            "outcome": str(Outcome(one.outcome).label),
            "reason": reasons.get(one.line_id, ""),
        }


def _questions(order: Order) -> Any:
    asked = Inquiry.objects.filter(decision__line__order=order)
    asked = asked.exclude(decision__line__order__patient__erased_at__isnull=False)
    return asked.select_related("decision").order_by("pk")


def _question(one: Inquiry) -> Values:
    question = {"asked_at": one.decision.at, "question": one.decision.reason}
    return question | {"answer": one.answer, "answered_at": one.answered_at}


def _mails(order: Order) -> Any:
    sent = Outbox.objects.filter(order=order, kind=Outbox.Kind.MAIL, first_sent_at__isnull=False)
    return sent.order_by("first_sent_at", "pk")


def _mail(row: Outbox) -> Values:
    return {"at": row.first_sent_at, "about": row.parameters["mail"]}


def _cart(cart: Basket) -> Values:
    lines = cart.lines.select_related("product__dosage__medicine").order_by("pk")
    return {
        "begun_at": cart.date_created,
        "lines": [
            {
                "medicine": line.product.dosage.medicine.title,
                "dosage": line.product.dosage.text,
                "units_in_a_pack": line.product.units,
                "packs": line.quantity,
            }
            for line in lines
        ],
        "told": _told(Patient.objects.filter(basket=cart).first()),
    }


def _waiting(row: Waiting) -> Values:
    medicine = row.dosage.medicine.title
    return {"at": row.asked_at, "medicine": medicine, "dosage": row.dosage.text}


def _browsers(account: User) -> list[Values]:
    sessions = Session.objects.filter(account=account).order_by("expire_date")
    return [{"signed_in_until": session.expire_date} for session in sessions]


def _agreed(account: User) -> list[Values]:
    """The terms, with every order; nothing else is ever agreed to."""
    return [
        {"at": order.date_placed, "to": "terms", "with_order": order.number}
        for order in _orders(account)
    ]
