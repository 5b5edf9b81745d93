"""What time brings to orders: nobody paid or answered, or a hold is about to end."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from checkout.duties import DATABASE_AWAY
from checkout.order.actions import end
from checkout.order.models import Order
from checkout.order.moving import locked
from checkout.order.states import HELD_NOT_CHARGED, OrderState
from checkout.payment import outbox
from checkout.payment.calling import call
from checkout.payment.models import Outbox, PaymentAttempt
from checkout.payment.states import HOLDING

S = OrderState
# When to try once more to end what could not end; so long may it still be paid.
AGAIN_AFTER = timedelta(hours=1)
# The mail to the pharmacists, and between which times before a hold's end it is sent.
WARNINGS = (
    ("hold_ends", timedelta(hours=12), timedelta(hours=48)),
    ("hold_ends_soon", timedelta(0), timedelta(hours=12)),
)
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wait:
    """What an order waits for its patient to do, until the moment in the column `due`."""

    state: OrderState
    due: str
    reason: str
    mail: str


FOR_PAYMENT = Wait(
    S.APPROVED_AWAITING_PAYMENT, "payment_due_at", "approved, but not paid in time", "expired"
)
FOR_THE_PATIENT = Wait(
    S.NEEDS_INFORMATION, "information_due_at", "nothing came in time", "unanswered"
)


def expire_next(now: datetime) -> bool:
    """End one approved order that nobody paid within its days; whether there was any."""
    return _end_next(FOR_PAYMENT, now)


def end_unanswered(now: datetime) -> bool:
    """End one order whose prescription or answer did not come; whether there was any."""
    return _end_next(FOR_THE_PATIENT, now)


def _end_next(wait: Wait, now: datetime) -> bool:
    """One that cannot end calls a person, and keeps no other from ending."""
    overdue = Order.objects.filter(status=wait.state, **{f"{wait.due}__lte": now})
    order = overdue.order_by(wait.due, "pk").first()
    if order is None:
        return False
    try:
        _end(order.pk, wait, now)
    except DATABASE_AWAY:
        raise
    except Exception as error:
        log.exception("Order %s cannot end", order.number)
        call(order.attempts.all(), f"The order cannot end: {type(error).__name__}")
        overdue.filter(pk=order.pk).update(**{wait.due: now + AGAIN_AFTER})
    return True


@transaction.atomic
def _end(order_id: int, wait: Wait, now: datetime) -> None:
    order = locked(order_id)
    if order.status == wait.state and getattr(order, wait.due) <= now:
        end(order, S.EXPIRED, now=now, reason=wait.reason)
        outbox.promise_mail(order, wait.mail)


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
            order__status__in=HELD_NOT_CHARGED,
        )
        attempt = ending.select_related("order").order_by("capture_before", "pk").first()
        if attempt:
            outbox.promise_mail(attempt.order, mail)
            return True
    return False
