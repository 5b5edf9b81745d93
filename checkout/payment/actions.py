"""What is written when Stripe speaks."""

from django.utils import timezone

from checkout.payment.gateway import Event
from checkout.payment.models import StripeEvent


def note_event(event: Event) -> None:
    """Keep an event once; the worker looks up what it is about. One about no payment is done."""
    about_a_payment = event.session_id or event.intent_id or event.order_number
    StripeEvent.objects.bulk_create(
        [
            StripeEvent(
                id=event.id,
                type=event.type,
                session_id=event.session_id,
                intent_id=event.intent_id,
                order_number=event.order_number[:255],
                processed_at=None if about_a_payment else timezone.now(),
            )
        ],
        ignore_conflicts=True,
    )
