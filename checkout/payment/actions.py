"""What is written when Stripe speaks, and when an approved order is paid after all."""

from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from catalog.forgetting import forget_some
from checkout.order.models import Order
from checkout.payment import outbox
from checkout.payment.gateway import Event
from checkout.payment.models import PaymentAttempt, StripeEvent
from checkout.request_ids import asked

# Stripe lists its events for thirty days: one that is forgotten is told by nobody again.
EVENTS_KEPT_FOR = timedelta(days=90)


def note_event(event: Event, *, now: datetime) -> bool:
    """Keep an event once; the worker looks up what it is about. Whether it was news.

    One about no payment needs no look: it is done.
    """
    row = StripeEvent(
        id=event.id,
        type=event.type,
        session_id=event.session_id,
        intent_id=event.intent_id,
        charge_id=event.charge_id,
        order_number=event.order_number[:255],
        received_at=now,
        next_at=now,
        processed_at=None if event.is_about_a_payment else now,
        request_id=asked(),
    )
    known = StripeEvent.objects.filter(pk=event.id).exists()
    StripeEvent.objects.bulk_create([row], ignore_conflicts=True)
    return not known


def forget_events(now: datetime) -> int:
    """Some events that were looked up long ago; how many."""
    looked_up = StripeEvent.objects.filter(processed_at__isnull=False)
    old = looked_up.filter(received_at__lt=now - EVENTS_KEPT_FOR)
    return forget_some(old.order_by("received_at"))


def begin_payment(order: Order, *, amount: int, now: datetime, at_once: bool) -> PaymentAttempt:
    """A new attempt to pay a locked order, and the promise to open its page.

    `amount` is in minor units; it is held for the pharmacist, or charged `at_once`.
    """
    attempt = PaymentAttempt.objects.create(
        order=order,
        amount=amount,
        currency=order.currency,
        charges_at_once=at_once,
        created_at=now,
        watched_at=now,
    )
    outbox.promise_open(
        attempt,
        now=now,
        email=order.guest_email,
        success_url=f"{settings.SITE_URL}{reverse('order-return', args=[order.number])}",
        cancel_url=f"{settings.SITE_URL}{reverse('order', args=[order.number])}",
    )
    return attempt
