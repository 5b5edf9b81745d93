"""Keeps promises one by one, listens to what Stripe told us, looks after open payments."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from checkout.duties import DATABASE_AWAY
from checkout.payment import outbox
from checkout.payment.gateway import Fault, GatewayError
from checkout.payment.keepers import KEEPERS, NotYet, StartOver, abandon
from checkout.payment.models import Outbox, PaymentAttempt, StripeEvent
from checkout.payment.outbox import Lease, LeaseLost
from checkout.payment.states import LIVE, AttemptState
from checkout.payment.sync import synced
from checkout.request_ids import on_behalf_of

EVENT_RETRY = timedelta(seconds=30)
# So long Stripe repeats itself; what still concerns no order of ours never will.
NOBODYS_AFTER = timedelta(days=3)
WATCH_EVERY = timedelta(minutes=5)
# A shopper who never got to a payment page has left.
UNOPENED_FOR = timedelta(hours=1)
log = logging.getLogger(__name__)


def keep_next_about_money(now: datetime) -> bool:
    """Keep the promise about money that is due first; whether there was any."""
    return keep_next(now, outbox.MONEY)


def keep_next_mail(now: datetime) -> bool:
    """Send the promised mail that is due first; whether there was any.

    Apart from money: a mail server that hangs must not keep anybody's card waiting.
    """
    return keep_next(now, [Outbox.Kind.MAIL])


def keep_next(now: datetime, kinds: Iterable[Outbox.Kind]) -> bool:
    """Try to keep the promise of these kinds that is due first; whether there was any."""
    lease = outbox.lease_next(now, kinds)
    if lease:
        with on_behalf_of(lease.row.request_id):
            keep(lease, now)
    return lease is not None


def keep(lease: Lease, now: datetime) -> bool:
    """Try to keep one promise; whether it is kept. A failure is written down, not raised."""
    try:
        KEEPERS[Outbox.Kind(lease.row.kind)](lease, now)
    except (Fault, StartOver) as error:
        _tell(lease, type(error).__name__)
        outbox.give_back(lease, now, str(error), new_key=True)
    except (GatewayError, NotYet, OSError, LeaseLost) as error:
        _tell(lease, type(error).__name__)
        outbox.give_back(lease, now, str(error) or type(error).__name__)
    except DATABASE_AWAY:
        # Nothing can be written: the lease runs out by itself.
        raise
    except Exception as error:
        # One broken promise must not keep the others from being kept.
        log.exception("Promise %s could not be kept", lease.row.pk)
        outbox.give_back(lease, now, type(error).__name__)
    else:
        outbox.finish(lease, now)
        _tell(lease, "kept")
        return True
    return False


def process_event(now: datetime) -> bool:
    """Look up what one pending event is about; one whose attempt we do not know yet waits.

    A payment's events come by the handful: one look answers all that were here before it.
    """
    event = _next_event(now)
    if event is None:
        return False
    attempts = _attempts_of(event, now)
    if attempts is None:
        return True
    heard = _heard_with(event) if attempts else [event.pk]
    with on_behalf_of(event.request_id):
        looked_up = [synced(attempt.pk) for attempt in attempts]
    if all(looked_up):
        StripeEvent.objects.filter(pk__in=heard).update(processed_at=now)
    return True


def watch(now: datetime) -> bool:
    """Look after one live payment that nobody has asked Stripe about for five minutes."""
    attempt = _next_to_watch(now)
    if attempt is None:
        return False
    if attempt.state == AttemptState.NEW and attempt.created_at < now - UNOPENED_FOR:
        _given_up(attempt, now)
    else:
        synced(attempt.pk)
    return True


@transaction.atomic
def _next_event(now: datetime) -> StripeEvent | None:
    pending = StripeEvent.objects.filter(processed_at__isnull=True, next_at__lte=now)
    event = pending.select_for_update(skip_locked=True).order_by("next_at", "pk").first()
    if event:
        # Ever more patiently; but what it waits for may be learnt at any moment.
        wait = min(max(now - event.received_at, EVENT_RETRY), outbox.LONGEST_WAIT)
        StripeEvent.objects.filter(pk=event.pk).update(next_at=now + wait)
    return event


def _heard_with(event: StripeEvent) -> list[str]:
    """The event, and what else is here by now about the same payment."""
    same = Q(pk=event.pk)
    if event.intent_id:
        same |= Q(intent_id=event.intent_id)
    pending = StripeEvent.objects.filter(same, processed_at__isnull=True)
    return list(pending.values_list("pk", flat=True))


@transaction.atomic
def _next_to_watch(now: datetime) -> PaymentAttempt | None:
    live = PaymentAttempt.objects.filter(state__in=LIVE, watched_at__lte=now - WATCH_EVERY)
    attempt = live.select_for_update(skip_locked=True).order_by("watched_at", "pk").first()
    if attempt:
        PaymentAttempt.objects.filter(pk=attempt.pk).update(watched_at=now)
    return attempt


def _attempts_of(event: StripeEvent, now: datetime) -> list[PaymentAttempt] | None:
    """What to look up for an event; None where it has to wait, because we may yet learn of it.

    By the page, the payment or the charge; or by the order, whose every payment is looked up: a
    declined card's payment is news, and of a page whose answer was lost we never learn.
    """
    known = Q(pk__in=())
    for field in ("session_id", "intent_id", "charge_id"):
        if getattr(event, field):
            known |= Q(**{field: getattr(event, field)})
    if found := list(PaymentAttempt.objects.filter(known)):
        return found
    of_order = list(PaymentAttempt.objects.filter(order__number=event.order_number or None))
    if not of_order:
        return [] if event.received_at < now - NOBODYS_AFTER else None
    if any(attempt.state == AttemptState.NEW for attempt in of_order):
        return None
    return [attempt for attempt in of_order if attempt.session_id]


def _tell(lease: Lease, outcome: str) -> None:
    """By the promise's own request, too: a shopper who tries it does so in a later one.

    The error's words are the row's; here they could name an address.
    """
    row = lease.row
    words = (row.pk, row.kind, row.request_id or "-", row.tries, outcome)
    log.info("Promise %s to %s, of request %s, try %s: %s", *words)


def _given_up(attempt: PaymentAttempt, now: datetime) -> None:
    try:
        abandon(attempt, now)
    except NotYet as busy:
        log.info("Attempt %s is looked at again: %s", attempt.pk, busy)
