"""Reads how an order was sent."""

from checkout.order.models import Dispatch, Order
from checkout.order.states import OrderState

SENT = (OrderState.SHIPPED, OrderState.DELIVERED)


def sent_with(order: Order) -> str:
    """Carrier and tracking number, "" where it has not left; asks nothing before it has."""
    if order.status not in SENT:
        return ""
    return str(Dispatch.objects.filter(order=order).order_by("pk").last() or "")
