"""What a pharmacist does with a case: take it, read the prescription in, decide every line."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Value
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.legal_class import needs_pharmacist
from checkout.order import actions
from checkout.order.actions import CannotDecide
from checkout.order.emails import address_of
from checkout.order.models import Line, Order
from checkout.order.moving import locked
from checkout.order.states import OrderState
from checkout.payment import outbox
from checkout.prescriptions.actions import wait_for_the_patient
from checkout.prescriptions.models import (
    Claim,
    Decision,
    Inquiry,
    Patient,
    PrescribedItem,
    Prescription,
)
from checkout.prescriptions.records import GIVES, Outcome
from checkout.prescriptions.refusals import words_of
from checkout.prescriptions.replacing import Replacement, add_replacing_lines
from checkout.prescriptions.same_buyer import is_same
from checkout.prescriptions.same_prescriber import as_compared

S = OrderState
# So long a case stays with who took it, unless it is put back or decided.
CLAIM_LASTS = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class ItemAsRead:
    """One dosage of a prescription as a pharmacist reads it."""

    units: int
    repeats: int = 0
    directions: str = ""


@dataclass(frozen=True, slots=True)
class AsRead:
    """A prescription as a pharmacist reads it, its items by dosage; `verified` is one of
    Prescription.Verified, with its moment.
    """

    prescriber: str
    registration: str
    issued_on: date
    valid_until: date
    items: Mapping[int, ItemAsRead]
    verified: str = ""
    verified_at: datetime | None = None
    original_received: bool = False


@dataclass(frozen=True, slots=True)
class LineDecision:
    """What is decided about one ordered line; `packs` of an approved, `replacement` of a replaced.

    `reason` is the question where the patient is asked.
    """

    outcome: Outcome
    packs: int = 0
    replacement: Replacement | None = None
    reason: str = ""
    verification: str = ""


@dataclass(slots=True)
class _Case:
    """A locked order with what is being decided about it; `items` are what `read` names, by dosage,
    once it is recorded.
    """

    order: Order
    lines: list[Line]
    decisions: Mapping[int, LineDecision]
    read: AsRead | None
    items: dict[int, PrescribedItem] = field(default_factory=dict)

    def outcomes(self) -> set[Outcome]:
        return {decision.outcome for decision in self.decisions.values()}


@transaction.atomic
def decide(
    order: Order,
    decisions: Mapping[int, LineDecision],
    *,
    read: AsRead | None,
    by: Any,
    now: datetime,
) -> None:
    """Record a decision for every line that needs one (by its id), and let the order go on.

    Where the patient is asked, the order waits; else what is approved is charged, or all of it
    released. Raises CannotDecide; then nothing is recorded.
    """
    case = _open_case(order, decisions, read, by=by, now=now)
    try:
        with transaction.atomic():
            if read:
                _record(case, read, by=by, now=now)
            written = [_write_down(case, line, by=by, now=now) for line in case.lines]
            _add_up_what_is_used()
    except IntegrityError as refusal:
        raise CannotDecide(words_of(refusal)) from refusal
    Claim.objects.filter(order=case.order).delete()
    if Outcome.ASKED in case.outcomes():
        _ask(case.order, written, by=by, now=now)
    else:
        _go_on(case, by=by, now=now)


def is_own(order: Order, user: Any) -> bool:
    """Whether somebody ordered it: by account, or as a guest under the same e-mail address."""
    return order.user_id == user.pk or is_same(address_of(order), user.email)


@transaction.atomic
def take(order: Order, *, by: Any, now: datetime) -> None:
    """Be on a case, so that colleagues see it.

    Raises CannotDecide where somebody else is, and for who may not decide it.
    """
    order = locked(order.pk)
    _must_be_decidable(order, by=by, now=now)
    Claim.objects.update_or_create(order=order, defaults={"by": by, "at": now})


@transaction.atomic
def put_back(order: Order, *, by: Any) -> None:
    """Leave a case to whoever comes next; a colleague's stays the colleague's."""
    Claim.objects.filter(order=order, by=by).delete()


@transaction.atomic
def receive_original(order: Order, prescription: Prescription, *, by: Any, now: datetime) -> None:
    """The paper an order was decided on has come; the first time counts.

    `by` stands in the history. Raises CannotDecide for one's own order.
    """
    if is_own(order, by):
        raise CannotDecide(_("This is your own order: a colleague notes that the paper has come."))
    missing = Prescription.objects.filter(pk=prescription.pk, original_received_at=None)
    missing.update(original_received_at=now)


def _open_case(
    order: Order,
    decisions: Mapping[int, LineDecision],
    read: AsRead | None,
    *,
    by: Any,
    now: datetime,
) -> _Case:
    order = locked(order.pk)
    _must_be_decidable(order, by=by, now=now)
    lines = [line for line in order.lines.order_by("pk") if needs_pharmacist(line.legal_class)]
    if {line.pk for line in lines} != set(decisions):
        raise CannotDecide(_("Decide about every line of the order."))
    return _Case(order, lines, decisions, read)


def _must_be_decidable(order: Order, *, by: Any, now: datetime) -> None:
    if order.status != S.AWAITING_PHARMACIST:
        raise CannotDecide(
            _("Order %(number)s is %(state)s: there is nothing to decide.")
            % {"number": order.number, "state": order.get_status_display()}
        )
    if is_own(order, by):
        raise CannotDecide(_("This is your own order: a colleague decides about it."))
    others = Claim.objects.exclude(by=by).filter(order=order, at__gt=now - CLAIM_LASTS)
    claim = others.select_related("by").first()
    if claim:
        raise CannotDecide(
            _("%(name)s is on this case: talk to each other, or take another one.")
            % {"name": claim.by.get_full_name() or claim.by.email}
        )


def _record(case: _Case, read: AsRead, *, by: Any, now: datetime) -> None:
    """Write the prescription down, once for all orders it is used for."""
    patient = Patient.objects.filter(order=case.order).first()
    if patient is None:
        raise CannotDecide(_("No patient was recorded with this order: reject it."))
    before = _as_recorded_before(patient, read)
    case.read = read = _still_verified(read, before)
    prescription = before or Prescription(
        patient=patient, issued_on=read.issued_on, recorded_by=by, recorded_at=now
    )
    for name in ("prescriber", "registration", "valid_until", "verified", "verified_at"):
        setattr(prescription, name, getattr(read, name))
    if read.original_received and prescription.original_received_at is None:
        prescription.original_received_at = now
    prescription.save()
    case.items = {
        dosage_id: PrescribedItem.objects.update_or_create(
            prescription=prescription, dosage_id=dosage_id, defaults=asdict(item)
        )[0]
        for dosage_id, item in sorted(read.items.items())
    }


def _as_recorded_before(patient: Patient, read: AsRead) -> Prescription | None:
    """The same person's, of the same prescriber and day; another order of theirs waits meanwhile.

    Two at once would each write it down, and use it up twice.
    """
    orders_of_the_person = Patient.objects.filter(
        same_person=patient.same_person, born_on=patient.born_on, order__isnull=False
    )
    people = [row.pk for row in orders_of_the_person.order_by("pk").select_for_update()]
    return Prescription.objects.filter(
        patient__in=people,
        same_prescriber=as_compared(Value(read.registration)),
        issued_on=read.issued_on,
    ).first()


def _still_verified(read: AsRead, before: Prescription | None) -> AsRead:
    """A verification stands, whoever reads the prescription again and has none."""
    if before is None or read.verified:
        return read
    return replace(read, verified=before.verified, verified_at=before.verified_at)


def _write_down(case: _Case, line: Line, *, by: Any, now: datetime) -> Decision:
    decision = case.decisions[line.pk]
    item = case.items.get(line.dosage_id) if decision.outcome in GIVES else None
    units = decision.packs * line.units
    if decision.replacement:
        units = decision.replacement.units
    return Decision.objects.create(
        line=line,
        outcome=decision.outcome,
        packs=decision.packs,
        units=units,
        item=item,
        copied=_copied(case.read, line.dosage_id) if item and case.read else {},
        reason=decision.reason,
        verification=decision.verification,
        by=by,
        at=now,
        decided_on=timezone.localdate(now),
    )


def _add_up_what_is_used() -> None:
    """Let the database compare it with what is prescribed, once every line is written down."""
    with connection.cursor() as cursor:
        for when in ("IMMEDIATE", "DEFERRED"):
            cursor.execute(
                f"SET CONSTRAINTS item_allows_what_was_used, decision_uses_what_is_left {when}"
            )


def _copied(read: AsRead, dosage_id: int) -> dict[str, Any]:
    facts = asdict(read)
    del facts["items"]
    return facts | asdict(read.items[dosage_id])


def _ask(order: Order, written: Sequence[Decision], *, by: Any, now: datetime) -> None:
    asked = [decision for decision in written if decision.outcome == Outcome.ASKED]
    Inquiry.objects.bulk_create(Inquiry(decision=decision) for decision in asked)
    wait_for_the_patient(
        order, now=now, mail="question", by=by, reason="patient asked", about=str(asked[0].pk)
    )


def _go_on(case: _Case, *, by: Any, now: datetime) -> None:
    """Charge what is approved, or end the order where nothing of it is."""
    order = case.order
    quantities = {line.pk: line.quantity for line in order.lines.all()}
    for line in case.lines:
        decision = case.decisions[line.pk]
        quantities[line.pk] = decision.packs
        if decision.replacement:
            quantities |= add_replacing_lines(line, decision.replacement)
    reasons = {decision.reason for decision in case.decisions.values() if decision.reason}
    reason = "; ".join(sorted(reasons))
    if any(quantities.values()):
        actions.approve(order, by=by, now=now, reason=reason, quantities=quantities)
        return
    actions.end(order, S.REJECTED, by=by, now=now, reason=reason)
    outbox.promise_mail(order, "rejected")
