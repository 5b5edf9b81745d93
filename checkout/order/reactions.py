"""What an order does when its payment moves: called with order and attempt locked."""

from datetime import datetime
from typing import Any

from django.db.models import F

from checkout.order.models import Order
from checkout.order.moving import give_stock_back, move
from checkout.order.states import DEAD, OrderState
from checkout.payment import outbox, rules
from checkout.payment.models import PaymentAttempt
from checkout.payment.money import minor_units
from checkout.payment.states import AttemptState

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
    order: Order, attempt: PaymentAttempt, *, now: datetime, by: Any = None, reason: str = ""
) -> None:
    """Approve every line as ordered, freeze the amount and promise to charge it.

    Staff may have charged it at Stripe by hand already.
    """
    order.lines.update(approved_quantity=F("quantity"))
    order.amount_to_capture = order.total_incl_tax
    order.save(update_fields=["amount_to_capture"])
    move(order, S.APPROVED, now=now, by=by, reason=reason)
    if attempt.state == AttemptState.CAPTURED:
        payment_captured(order, attempt, now=now)
    else:
        outbox.promise_capture(attempt, amount=owed(order))


def payment_captured(order: Order, attempt: PaymentAttempt, *, now: datetime) -> None:
    """The card is charged: paid, if it was for what was approved."""
    if order.status == S.APPROVED and attempt.captured == owed(order):
        move(order, S.PAID, now=now, reason="card charged")
        outbox.promise_mail(order, "charged")


def payment_gone(order: Order, *, now: datetime) -> None:
    """Nothing is held any more: an unpaid order expires, and a dead one's stock goes back."""
    if order.status == S.AWAITING_PAYMENT:
        move(order, S.EXPIRED, now=now, reason="not paid in time")
    if order.status in DEAD:
        give_stock_back(order)


def call_for_attention(order: Order, attempt: PaymentAttempt, difference: str = "") -> None:
    """Note on an attempt, which is not saved here, why a person has to look, or that nobody has."""
    reason = difference or rules.attention(
        order.status,
        attempt.state,
        captured=attempt.captured,
        owed=owed(order),
        currency=attempt.currency,
    )
    if reason is not None:
        attempt.needs_attention = reason[:255]


def owed(order: Order) -> int | None:
    """What the approved part of an order costs, in minor units; None before it is approved."""
    if order.amount_to_capture is None:
        return None
    return minor_units(order.amount_to_capture, order.currency)
