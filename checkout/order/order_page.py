"""Reads what an order's pages show, the shopper's and staff's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import prefetch_related_objects

from catalog.legal_class import words_for
from catalog.shopfacts.models import shop_facts
from checkout.order.bill import Bill
from checkout.order.models import Line, Order
from checkout.order.moments import written_out
from checkout.order.payment_view import payment_view
from checkout.order.receipt_reads import attempts_of, bill_of, paid_of
from checkout.order.standing import Standing
from checkout.order.states import OrderState
from checkout.order.timeline import steps
from checkout.payment import outbox
from checkout.payment.models import PaymentAttempt
from checkout.payment.money import from_minor_units
from checkout.payment.states import LIVE

# So long after a step the next one is waited for; then a person has to look anyway.
SOON = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class StaffLine:
    """A line as a pharmacist reads it."""

    line: Line
    legal_words: str


@dataclass(frozen=True, slots=True)
class StaffPayment:
    """A payment attempt in money instead of minor units."""

    words: str
    amount: Decimal
    held_until: datetime | None
    needs_attention: str


@dataclass(frozen=True, slots=True)
class Stuck:
    """Something promised that has been tried in vain again and again."""

    kind: str
    tries: int
    error: str


@dataclass(frozen=True, slots=True)
class Moved:
    """One step the order took."""

    words: str
    at: datetime
    by: str
    reason: str


def order_page(order: Order, *, now: datetime, returned: bool = False) -> dict[str, Any]:
    """The context of templates/checkout/order.html: order, bill, paid, timeline, payment.

    `returned`: the shopper came back from the payment page minutes ago.
    """
    prefetch_related_objects([order], "lines")
    moved_at = {
        change.new_status: change.date_created
        for change in order.status_changes.order_by("date_created", "pk")
    }
    attempts, bill = attempts_of(order), bill_of(order)
    standing = _standing(order, attempts, bill, moved_at, now=now, returned=returned)
    address = order.shipping_address
    return {
        "order": order,
        "bill": bill,
        "paid": standing.paid,
        "timeline": steps(
            order.date_placed,
            moved_at,
            needs_pharmacist=standing.needs_pharmacist,
            pharmacist=shop_facts().superintendent,
        ),
        "payment": payment_view(standing, name=address.first_name if address else ""),
    }


def _standing(
    order: Order,
    attempts: list[PaymentAttempt],
    bill: Bill,
    moved_at: Mapping[str, datetime],
    *,
    now: datetime,
    returned: bool,
) -> Standing:
    last = attempts[-1] if attempts else None
    due = order.payment_due_at
    return Standing(
        OrderState(order.status),
        attempt=last.state if last else "",
        needs_pharmacist=order.needs_pharmacist,
        to_pay=bill.total,
        paid=paid_of(attempts),
        declined=last.decline_reason if last else "",
        pay_until=written_out(due) if due else "",
        overdue=bool(due and due <= now),
        attended=any(attempt.needs_attention for attempt in attempts),
        returned=returned,
        moved_lately=any(now - at < SOON for at in moved_at.values()),
    )


def staff_page(order: Order) -> dict[str, Any]:
    """The context of templates/admin/order/order/change_form.html."""
    changes = order.status_changes.select_related("by").order_by("date_created", "pk")
    return {
        "order": order,
        "lines": [StaffLine(line, str(words_for(line.legal_class))) for line in order.lines.all()],
        "payments": [_staff_payment(attempt) for attempt in order.attempts.all()],
        "stuck": [
            Stuck(row.get_kind_display(), row.tries, row.last_error)
            for row in outbox.stuck().filter(order=order)
        ],
        "moves": [
            Moved(
                words=str(OrderState(change.new_status).label),
                at=change.date_created,
                by=change.by.email if change.by else "",
                reason=change.reason,
            )
            for change in changes
        ],
    }


def _staff_payment(attempt: PaymentAttempt) -> StaffPayment:
    return StaffPayment(
        words=attempt.get_state_display(),
        amount=from_minor_units(attempt.captured or attempt.amount, attempt.currency),
        held_until=attempt.capture_before if attempt.state in LIVE else None,
        needs_attention=attempt.needs_attention,
    )
