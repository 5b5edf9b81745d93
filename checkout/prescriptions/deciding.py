"""What a pharmacist does with a case: take it, read the prescription in, decide every line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.legal_class import LegalClass, needs_pharmacist
from catalog.models import Product
from checkout.order import actions
from checkout.order.actions import CannotDecide
from checkout.order.models import Line, Order
from checkout.order.moving import locked
from checkout.order.states import OrderState
from checkout.payment import outbox
from checkout.prescriptions.actions import wait_for_the_patient
from checkout.prescriptions.claims import why_not_decided
from checkout.prescriptions.models import (
    Claim,
    Decision,
    Inquiry,
    PrescribedItem,
    Prescription,
)
from checkout.prescriptions.recording import AsRead, record
from checkout.prescriptions.records import GIVES, Outcome
from checkout.prescriptions.refusals import words_of
from checkout.prescriptions.replacing import Replacement, add_replacing_lines
from checkout.prescriptions.same_buyer import is_own

S = OrderState


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

    def pack_given(self, line: Line) -> int | None:
        """The id of the pack a line is filled by, None of one that is not."""
        decision = self.decisions[line.pk]
        if decision.replacement:
            return decision.replacement.pack_id
        return line.product_id if decision.outcome in GIVES else None


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
    _must_be_sold_still(case)
    try:
        with transaction.atomic():
            if read:
                case.read, case.items = record(case.order, read, by=by, now=now)
            written = [_write_down(case, line, by=by, now=now) for line in case.lines]
            _add_up_what_is_used()
    except IntegrityError as refusal:
        raise CannotDecide(words_of(refusal)) from refusal
    Claim.objects.filter(order=case.order).delete()
    if Outcome.ASKED in case.outcomes():
        _ask(case.order, written, by=by, now=now)
    else:
        _go_on(case, by=by, now=now)


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
    why_not = why_not_decided(order, by, now=now)
    if why_not:
        raise CannotDecide(why_not)


def _must_be_sold_still(case: _Case) -> None:
    """A medicine may have become controlled since it was ordered."""
    given = case.order.lines.filter(legal_class=LegalClass.GSL).values_list("product", flat=True)
    packs = {*given, *filter(None, map(case.pack_given, case.lines))}
    today = Product.objects.filter(pk__in=packs).select_related("parent")
    controlled = {one.parent.title for one in today if one.effective_legal_class == LegalClass.CD}
    if controlled:
        words = _("%(medicine)s may not be sold any more: reject it, or cancel the order.")
        raise CannotDecide(words % {"medicine": ", ".join(sorted(controlled))})


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
        copied=case.read.copied(line.dosage_id) if item and case.read else {},
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
