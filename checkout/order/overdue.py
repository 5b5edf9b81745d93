"""What time brings to orders: nobody paid what was approved, or a hold is about to end."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from checkout.order.actions import end
from checkout.order.models import Order
from checkout.order.moving import locked
from checkout.order.states import OrderState
from checkout.payment import outbox
from checkout.payment.calling import call
from checkout.payment.models import Outbox, PaymentAttempt
from checkout.payment.rules import HELD_FOR
from checkout.payment.states import HOLDING
from checkout.payment.sync import DATABASE_AWAY

S = OrderState
# When to try once more to end what could not end; so long may it still be paid.
AGAIN_AFTER = timedelta(hours=1)
# The mail to the pharmacists, and between which times before a hold's end it is sent.
WARNINGS = (
    ("hold_ends", timedelta(hours=12), timedelta(hours=48)),
    ("hold_ends_soon", timedelta(0), timedelta(hours=12)),
)
UNDECIDED = HELD_FOR | {S.APPROVED}
log = logging.getLogger(__name__)


def expire_next(now: datetime) -> bool:
    """End one approved order that nobody paid within its days; whether there was any.

    One that cannot end calls a person, and keeps no other from ending.
    """
    overdue = Order.objects.filter(status=S.APPROVED_AWAITING_PAYMENT, payment_due_at__lte=now)
    order = overdue.order_by("payment_due_at", "pk").first()
    if order is None:
        return False
    try:
        _expire(order.pk, now)
    except DATABASE_AWAY:
        raise
    except Exception as error:
        log.exception("Order %s cannot end", order.number)
        call(order.attempts.all(), f"The order cannot end: {type(error).__name__}")
        overdue.filter(pk=order.pk).update(payment_due_at=now + AGAIN_AFTER)
    return True


@transaction.atomic
def _expire(order_id: int, now: datetime) -> None:
    order = locked(order_id)
    if order.status == S.APPROVED_AWAITING_PAYMENT and order.payment_due_at <= now:
        end(order, S.EXPIRED, now=now, reason="approved, but not paid in time")
        outbox.promise_mail(order, "expired")


def warn_next(now: datetime) -> bool:
    """Mail the pharmacists about one hold that ends before it is charged; whether there was any.

    48 hours before and 12 hours before, each once.
    """
    for mail, nearest, farthest in WARNINGS:
        warned = Outbox.objects.filter(
            order=OuterRef("order"), kind=Outbox.Kind.MAIL, parameters__mail=mail
        )
        ending = PaymentAttempt.objects.filter(
            ~Exists(warned),
            state__in=HOLDING,
            capture_before__gt=now + nearest,
            capture_before__lte=now + farthest,
            order__status__in=UNDECIDED,
        )
        attempt = ending.select_related("order").order_by("capture_before", "pk").first()
        if attempt:
            outbox.promise_mail(attempt.order, mail)
            return True
    return False
