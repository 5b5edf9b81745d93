"""Reads what the order's page shows."""

from typing import Any

from catalog.legal_class import LegalClass
from checkout.order.models import Order
from checkout.order.timeline import payment_view, steps


def order_page(order: Order) -> dict[str, Any]:
    """The context of templates/checkout/order.html: order, lines, timeline, payment."""
    lines = list(order.lines.all())
    moved_at = {
        change.new_status: change.date_created
        for change in order.status_changes.order_by("date_created", "pk")
    }
    attempt = order.attempts.last()
    return {
        "order": order,
        "lines": lines,
        "timeline": steps(
            order.date_placed,
            moved_at,
            needs_pharmacist=any(line.legal_class != LegalClass.GSL for line in lines),
        ),
        "payment": payment_view(
            order.status,
            attempt.state if attempt else "",
            attempt.decline_reason if attempt else "",
        ),
    }
