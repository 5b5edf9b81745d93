"""Reads what the shopper's page of an order shows; staff's is in desk_reads.py."""

from typing import Any

from catalog.shopfacts.models import shop_facts
from checkout.order.models import Order
from checkout.order.payment_view import payment_view
from checkout.order.timeline import steps


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
