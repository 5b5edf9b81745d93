"""Calls a person to a payment, unless that very reason was put aside already."""

from django.db import transaction
from django.db.models import QuerySet

from checkout.order import reactions
from checkout.payment import moving
from checkout.payment.models import PaymentAttempt


def call(attempts: QuerySet[PaymentAttempt], reason: str) -> None:
    """For what the next look at Stripe may find in order again."""
    attempts.exclude(attention_seen=reason).update(needs_attention=reason)


@transaction.atomic
def call_until_put_aside(attempt: PaymentAttempt, reason: str) -> None:
    """For what no look at this one payment could explain."""
    attempt, order = moving.locked(attempt)
    known = attempt.unexplained.splitlines()
    if reason not in known:
        attempt.unexplained = "\n".join([*known, reason])
        reactions.call_for_attention(order, attempt)
        attempt.save(update_fields=["unexplained", "needs_attention"])
