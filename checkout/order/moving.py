"""The only place that assigns an order's state."""

from datetime import datetime
from typing import Any

from django.db.models import F, Sum

from catalog import stock
from catalog.prepared import Prepared
from checkout.order.models import Order, OrderStatusChange
from checkout.order.states import OrderState, check_move


def locked(order_id: int) -> Order:
    """The order, nobody else's until the transaction ends: every change of it begins here."""
    order: Order = _LOCKED.one(order_id=order_id)
    return order


_LOCKED = Prepared(
    lambda order_id: Order.objects.select_for_update().filter(pk=order_id), order_id=-1
)


def move(order: Order, new: OrderState, *, now: datetime, by: Any = None, reason: str = "") -> None:
    """Move a locked order along its table and write down who did it. Raises IllegalMove."""
    check_move(order.status, new)
    OrderStatusChange.objects.create(
        order=order,
        old_status=order.status,
        new_status=new,
        date_created=now,
        by=by,
        reason=reason[:255],
    )
    order.status = new
    order.save(update_fields=["status"])


def end_refunded(order: Order, *, now: datetime, reason: str, by: Any = None) -> None:
    """End a locked order that was paid, with nothing of its money left and nobody having packs.

    What is still on the shelf is free again. What had left it came back and was destroyed: that is
    in no pool any more. Raises IllegalMove.
    """
    is_on_the_shelf = order.status == OrderState.PAID
    move(order, OrderState.REFUNDED, now=now, by=by, reason=reason)
    if is_on_the_shelf:
        give_stock_back(order)


def give_stock_back(order: Order) -> None:
    """Return what a locked order still reserves to its dosages' pools, once."""
    lines = order.lines.filter(allocation_cancelled=False)
    units = (
        lines.filter(num_allocated__gt=0)
        .values_list("dosage_id")
        .annotate(total=Sum(F("units") * F("num_allocated")))
    )
    units_by_dosage = dict(units.order_by("dosage_id"))
    lines.update(allocation_cancelled=True)
    stock.release(units_by_dosage)
