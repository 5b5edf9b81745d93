"""Reads what an order's pages show, the shopper's and staff's."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from catalog.legal_class import words_for
from catalog.shopfacts.models import shop_facts
from checkout.order.models import Line, Order
from checkout.order.payment_view import payment_view
from checkout.order.states import OrderState
from checkout.order.timeline import steps
from checkout.payment import outbox
from checkout.payment.models import PaymentAttempt
from checkout.payment.money import from_minor_units
from checkout.payment.states import LIVE


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


def order_page(order: Order) -> dict[str, Any]:
    """The context of templates/checkout/order.html: order, lines, timeline, payment."""
    moved_at = {
        change.new_status: change.date_created
        for change in order.status_changes.order_by("date_created", "pk")
    }
    attempt = order.attempts.last()
    address = order.shipping_address
    return {
        "order": order,
        "lines": list(order.lines.all()),
        "timeline": steps(
            order.date_placed,
            moved_at,
            needs_pharmacist=order.needs_pharmacist,
            pharmacist=shop_facts().superintendent,
        ),
        "payment": payment_view(
            order.status,
            attempt.state if attempt else "",
            declined=attempt.decline_reason if attempt else "",
            name=address.first_name if address else "",
        ),
    }


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
