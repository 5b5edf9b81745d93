"""Keeps promises one by one, listens to what Stripe told us, looks after open payments."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from checkout.payment import outbox
from checkout.payment.gateway import Fault, GatewayError
from checkout.payment.keepers import KEEPERS, NotYet, StartOver, abandon
from checkout.payment.models import Outbox, PaymentAttempt, StripeEvent
from checkout.payment.outbox import Lease
from checkout.payment.states import LIVE, AttemptState
from checkout.payment.sync import sync

EVENT_RETRY = timedelta(seconds=30)
WATCH_EVERY = timedelta(minutes=5)
# A shopper who never got to a payment page has left.
UNOPENED_FOR = timedelta(hours=1)
log = logging.getLogger(__name__)


def work(now: datetime) -> bool:
    """Do what is due first: a promise, an event, a look. Returns whether there was any."""
    # One of each kind a turn: a heap of promises must not keep Stripe's messages waiting.
    return any([keep_next(now), process_event(now), watch(now)])


def keep_next(now: datetime) -> bool:
    """Try to keep the promise that is due first; whether there was any."""
    lease = outbox.lease_next(now)
    if lease:
        keep(lease, now)
    return lease is not None


def keep(lease: Lease, now: datetime) -> bool:
    """Try to keep one promise; whether it is kept. A failure is written down, not raised."""
    try:
        KEEPERS[Outbox.Kind(lease.row.kind)](lease.row, now)
    except (Fault, StartOver) as error:
        outbox.give_back(lease, now, str(error), new_key=True)
    except (GatewayError, NotYet, OSError) as error:
        outbox.give_back(lease, now, str(error) or type(error).__name__)
    except Exception as error:
        # One broken promise must not keep the others from being kept.
        log.exception("Promise %s could not be kept", lease.row.pk)
        outbox.give_back(lease, now, type(error).__name__)
    else:
        outbox.finish(lease, now)
        return True
    return False


def process_event(now: datetime) -> bool:
    """Look up what one pending event is about; one whose attempt we do not know yet waits."""
    event = _next_event(now)
    if event is None:
        return False
    subject = Q(session_id=event.session_id) if event.session_id else Q(intent_id=event.intent_id)
    attempt = PaymentAttempt.objects.filter(subject).first()
    if attempt and _synced(attempt):
        StripeEvent.objects.filter(pk=event.pk).update(processed_at=now)
    return True


def watch(now: datetime) -> bool:
    """Look after one live payment that nobody has asked Stripe about for five minutes."""
    attempt = _next_to_watch(now)
    if attempt is None:
        return False
    if attempt.state == AttemptState.NEW and attempt.created_at < now - UNOPENED_FOR:
        _given_up(attempt, now)
    else:
        _synced(attempt)
    return True


@transaction.atomic
def _next_event(now: datetime) -> StripeEvent | None:
    pending = StripeEvent.objects.filter(processed_at__isnull=True, next_at__lte=now)
    event = pending.select_for_update(skip_locked=True).order_by("next_at", "pk").first()
    if event:
        age = now - event.received_at
        StripeEvent.objects.filter(pk=event.pk).update(next_at=now + max(age, EVENT_RETRY))
    return event


@transaction.atomic
def _next_to_watch(now: datetime) -> PaymentAttempt | None:
    live = PaymentAttempt.objects.filter(state__in=LIVE, watched_at__lte=now - WATCH_EVERY)
    attempt = live.select_for_update(skip_locked=True).order_by("watched_at", "pk").first()
    if attempt:
        PaymentAttempt.objects.filter(pk=attempt.pk).update(watched_at=now)
    return attempt


def _given_up(attempt: PaymentAttempt, now: datetime) -> None:
    try:
        abandon(attempt.pk, now)
    except NotYet as busy:
        log.info("Attempt %s is looked at again: %s", attempt.pk, busy)


def _synced(attempt: PaymentAttempt) -> bool:
    try:
        sync(attempt.pk)
    except GatewayError as error:
        log.warning("Attempt %s could not be looked up: %s", attempt.pk, error)
        return False
    return True
