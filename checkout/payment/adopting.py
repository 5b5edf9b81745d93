"""A payment at Stripe that names an order of ours and that we have no record of.

As of what was paid after the backup that a shop was restored from: its order waits to be paid
still, or for its prescription, and would be paid a second time.
"""

from datetime import datetime

from django.db import transaction

from checkout.order.models import Order
from checkout.order.moving import locked
from checkout.order.states import OrderState
from checkout.payment import moving
from checkout.payment.gateway import Listed
from checkout.payment.models import PaymentAttempt
from checkout.payment.states import LIVE, AttemptState
from checkout.payment.sync import synced

S = OrderState
# For these somebody pays, or has paid by the time the pharmacist has approved them.
TO_BE_PAID_YET = frozenset(
    {S.AWAITING_PAYMENT, S.AWAITING_PHARMACIST, S.NEEDS_INFORMATION, S.APPROVED_AWAITING_PAYMENT}
)


def adopt(listed: Listed, *, now: datetime) -> PaymentAttempt | None:
    """The attempt a payment belongs to from now on, to be synced; None where a person decides."""
    order = Order.objects.filter(number=listed.facts.order_number).first()
    if order is None:
        return None
    # What has ended meanwhile, and what the order became by it, must not stand in its way.
    for attempt in order.attempts.filter(state__in=LIVE, session_id__isnull=False):
        synced(attempt.pk)
    return _adopted(order.pk, listed, now)


@transaction.atomic
def _adopted(order_id: int, listed: Listed, now: datetime) -> PaymentAttempt | None:
    """The page of one that has none yet, or of a new one where none lives."""
    order, facts = locked(order_id), listed.facts
    if order.status not in TO_BE_PAID_YET or facts.currency != order.currency:
        return None
    attempt = order.attempts.select_for_update().filter(state__in=LIVE).first()
    if attempt is None and facts.goal == AttemptState.CAPTURED:
        attempt = PaymentAttempt(
            order=order,
            amount=facts.amount,
            currency=order.currency,
            charges_at_once=True,
            created_at=facts.held_at or now,
            watched_at=now,
        )
    if attempt is None or attempt.state != AttemptState.NEW or attempt.amount != facts.amount:
        return None
    attempt.session_id, attempt.session_expires_at = listed.session_id, now
    attempt.needs_attention = ""
    moving.move(attempt, AttemptState.SESSION_OPEN)
    return attempt
