"""What an order does when its payment moves; called by `sync` with order and attempt locked."""

from datetime import datetime

from checkout.order.models import Order
from checkout.order.moving import give_stock_back, move
from checkout.order.states import DEAD, OrderState
from checkout.payment import outbox
from checkout.payment.models import PaymentAttempt
from checkout.payment.money import minor_units

S = OrderState


def payment_held(order: Order, attempt: PaymentAttempt, *, now: datetime) -> None:
    """The card is held: a pharmacist's turn, or nobody's where everything is for general sale."""
    if order.status in DEAD:
        outbox.promise_release(attempt)
        return
    if order.status != S.AWAITING_PAYMENT:
        return
    outbox.promise_mail(order, "received")
    if order.needs_pharmacist:
        move(order, S.AWAITING_PHARMACIST, now=now, reason="card held")
    else:
        approve_whole(order, attempt, now=now, reason="general sale only")


def approve_whole(
    order: Order, attempt: PaymentAttempt, *, now: datetime, by=None, reason: str = ""
) -> None:
    """Approve every line as ordered, freeze the amount and promise to charge it."""
    for line in order.lines.all():
        line.approved_quantity = line.quantity
        line.save(update_fields=["approved_quantity"])
    order.amount_to_capture = order.total_incl_tax
    order.save(update_fields=["amount_to_capture"])
    move(order, S.APPROVED, now=now, by=by, reason=reason)
    outbox.promise_capture(attempt, amount=minor_units(order.amount_to_capture, order.currency))


def payment_captured(order: Order, attempt: PaymentAttempt, *, now: datetime) -> None:
    """The card is charged: paid, if it was for what was approved."""
    if order.status != S.APPROVED:
        attempt.needs_attention = f"Charged while the order is {order.get_status_display()}."
        return
    owed = minor_units(order.amount_to_capture, order.currency)
    if attempt.captured != owed:
        attempt.needs_attention = f"Charged {attempt.captured}, approved were {owed}."
        return
    move(order, S.PAID, now=now, reason="card charged")
    outbox.promise_mail(order, "charged")


def payment_gone(order: Order, attempt: PaymentAttempt, *, now: datetime) -> None:
    """Nothing is held any more: an unpaid order expires, and a dead one's stock goes back."""
    if order.status == S.AWAITING_PAYMENT:
        move(order, S.EXPIRED, now=now, reason="not paid in time")
    if order.status in DEAD:
        give_stock_back(order)
    else:
        attempt.needs_attention = "The card is no longer held, and nothing was charged."
