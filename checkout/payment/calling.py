"""Calls a person to a payment, unless that very reason was put aside already."""

from django.db import transaction
from django.db.models import QuerySet

from checkout.order import reactions
from checkout.payment import moving
from checkout.payment.models import PaymentAttempt


@transaction.atomic
def call(attempts: QuerySet[PaymentAttempt], reason: str) -> None:
    """For what the next look at Stripe may find in order again."""
    for attempt in attempts.select_for_update():
        if reason not in attempt.attention_seen.splitlines():
            attempt.needs_attention = reason
            attempt.save(update_fields=["needs_attention"])


@transaction.atomic
def call_until_put_aside(attempt: PaymentAttempt, reason: str) -> None:
    """For what no look at this one payment could explain."""
    attempt, order = moving.locked(attempt)
    known = attempt.unexplained.splitlines()
    if reason not in known:
        attempt.unexplained = "\n".join([*known, reason])
        reactions.call_for_attention(order, attempt)
        attempt.save(update_fields=["unexplained", "needs_attention"])
