"""Compares our payments with Stripe's lists: what differs is brought up to date, or shown to staff.

Every five minutes the open ones, every night two days of everything: pages, refunds and events. A
night after a pause goes back to where the last one began.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, time, timedelta
from typing import TypeVar

from django.db import connection, transaction
from django.db.models import Max, Min, Q
from django.utils import timezone

from checkout.duties import DATABASE_AWAY, alive
from checkout.payment import gateway
from checkout.payment.actions import note_event
from checkout.payment.adopting import adopt
from checkout.payment.calling import call_until_put_aside
from checkout.payment.facts import GONE, PaymentFacts, RefundFacts, path
from checkout.payment.gateway import GatewayError, Listed
from checkout.payment.models import PaymentAttempt, Reconciliation, Refund
from checkout.payment.states import LIVE, AttemptState
from checkout.payment.sync import synced

EVERY = timedelta(minutes=5)
NIGHT = time(3)
# A run that was broken off, or killed, is run again then.
AGAIN_AFTER = timedelta(minutes=30)
WINDOW = timedelta(hours=48)
# Clocks differ: a page may be dated a little before the attempt it belongs to.
MARGIN = timedelta(minutes=5)
# https://docs.stripe.com/api/events/list
STRIPE_LISTS_EVENTS_FOR = timedelta(days=30)
KEPT_FOR = timedelta(days=30)
# Nobody reads on; the counters go on.
MOST_NAMED = 20
LOCK = 0x7265636F
Span = Reconciliation.Span
T = TypeVar("T")
log = logging.getLogger(__name__)


def reconcile_open(now: datetime) -> bool:
    """Compare every live payment with Stripe's list of pages, where that is due; whether it was."""
    return _run(Span.RECENT, now, since=now - EVERY, compare=_compare_open)


def reconcile_nightly(now: datetime) -> bool:
    """Compare two days of pages, refunds and events, where that is due; whether it was."""
    return _run(Span.NIGHTLY, now, since=last_night(now), compare=_compare_everything)


def _run(
    span: Reconciliation.Span,
    now: datetime,
    *,
    since: datetime,
    compare: Callable[[Reconciliation, datetime], None],
) -> bool:
    run = _begun(span, now, since)
    if run is None:
        return False
    try:
        compare(run, now)
        run.finished_at = timezone.now()
    except GatewayError as error:
        why = type(error).__name__
        log.warning("The %s comparison with Stripe was broken off: %s", span, why)
        _break_off(run, str(error))
    except DATABASE_AWAY:
        raise
    except Exception as error:
        log.exception("The %s comparison with Stripe was broken off", span)
        _break_off(run, type(error).__name__)
    run.save()
    return True


def _break_off(run: Reconciliation, why: str) -> None:
    run.words = f"Broken off: {why}\n{run.words}".strip()


def _begun(span: Reconciliation.Span, now: datetime, since: datetime) -> Reconciliation | None:
    """A run that is ours alone; None where there was one since then, or another begins now."""
    under_way = Q(finished_at__isnull=False) | Q(started_at__gt=now - AGAIN_AFTER)
    begun = Reconciliation.objects.filter(under_way, span=span, started_at__gte=since)
    # One from the future is of a clock that was wrong once: it must not stop the next.
    begun = begun.filter(started_at__lte=now + MARGIN)
    if begun.exists():
        return None
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0] or begun.exists():
            return None
        return Reconciliation.objects.create(span=span, started_at=now)


def last_night(now: datetime) -> datetime:
    """The last time it was three o'clock in the shop; of an hour that comes twice, the first."""
    local = timezone.localtime(now)
    night = local.replace(hour=NIGHT.hour, minute=0, second=0, microsecond=0, fold=0)
    return night if night <= local else night - timedelta(days=1)


def _compare_open(run: Reconciliation, now: datetime) -> None:
    """100 payments an answer; only those that differ are asked for one by one."""
    live = PaymentAttempt.objects.filter(state__in=LIVE, session_id__isnull=False)
    by_session = {attempt.session_id: attempt for attempt in live}
    oldest = live.aggregate(oldest=Min("created_at"))["oldest"]
    agreed = []
    if oldest:
        for listed in _one_by_one(gateway.payments_since(oldest - MARGIN)):
            attempt = by_session.pop(listed.session_id, None)
            if attempt is not None:
                run.compared += 1
                if _agrees(attempt, listed.facts):
                    agreed.append(attempt.pk)
                else:
                    run.differences += 1
                    synced(attempt.pk)
            if not by_session:
                break
    for missing in by_session.values():
        _look_for(run, missing)
    PaymentAttempt.objects.filter(pk__in=agreed).update(watched_at=now)


def _look_for(run: Reconciliation, attempt: PaymentAttempt) -> None:
    """What the list should have shown, and did not."""
    run.compared += 1
    run.differences += 1
    if not synced(attempt.pk):
        _leave(run, f"{attempt.order.number}: Stripe does not show this payment.")


def _compare_everything(run: Reconciliation, now: datetime) -> None:
    since = _unheard_since(now)
    for listed in _one_by_one(gateway.payments_since(since)):
        _compare_payment(run, listed)
    for intent_id, refund in _one_by_one(gateway.refunds_since(since)):
        _compare_refund(run, intent_id, refund)
    for event, _at in _one_by_one(gateway.events_since(max(since, now - STRIPE_LISTS_EVENTS_FOR))):
        run.compared += 1
        if event.is_about_a_payment and note_event(event, now=now):
            run.differences += 1
    # Not before all is compared: the next try looks back as far as the last night that was.
    Reconciliation.objects.filter(started_at__lt=now - KEPT_FOR).delete()


def _one_by_one(listed: Iterable[T]) -> Iterator[T]:
    """A night of many payments takes longer than a worker may be silent."""
    for one in listed:
        alive()
        yield one


def _unheard_since(now: datetime) -> datetime:
    """Two days ago; after a longer pause, also one of months, when the last night was."""
    nights = Reconciliation.objects.filter(span=Span.NIGHTLY, finished_at__isnull=False)
    last = nights.filter(started_at__lte=now).aggregate(last=Max("started_at"))["last"]
    return min(now - WINDOW, last - MARGIN) if last else now - STRIPE_LISTS_EVENTS_FOR


def _compare_payment(run: Reconciliation, listed: Listed) -> None:
    run.compared += 1
    attempt = PaymentAttempt.objects.filter(session_id=listed.session_id).first()
    if attempt is None:
        _compare_unknown(run, listed)
    elif not _agrees(attempt, listed.facts):
        _bring_up_to_date(run, attempt)


def _bring_up_to_date(run: Reconciliation, attempt: PaymentAttempt) -> None:
    run.differences += 1
    if synced(attempt.pk) and not _agrees_now(attempt):
        _raise(run, attempt, "Stripe tells another story of this payment than we do.")


def _compare_unknown(run: Reconciliation, listed: Listed) -> None:
    """A page whose answer was lost, or one that a restored database has never heard of."""
    if not listed.facts.held or listed.facts.goal in GONE:
        return
    if adopted := adopt(listed, now=run.started_at):
        _bring_up_to_date(run, adopted)
        return
    run.differences += 1
    attempts = PaymentAttempt.objects.filter(order__number=listed.facts.order_number)
    attempt = attempts.order_by("pk").last()
    whose = "this order" if attempt else "no order of ours"
    words = f"Stripe has a payment for {whose} that we do not know: {listed.session_id}."
    _raise(run, attempt, words)


def _compare_refund(run: Reconciliation, intent_id: str, found: RefundFacts) -> None:
    run.compared += 1
    ours = Refund.objects.filter(stripe_id=found.id, amount=found.amount)
    if ours.filter(state=found.state).exists():
        return
    run.differences += 1
    attempt = PaymentAttempt.objects.filter(intent_id=intent_id).first()
    if attempt and not synced(attempt.pk):
        return
    # The list may be older than what we know by now: its state is no news then.
    if not ours.exists():
        _raise(run, attempt, f"A refund we do not know: {found.id}.")


def _agrees_now(attempt: PaymentAttempt) -> bool:
    """A list may be minutes old, and the payment further by now: so Stripe is asked again."""
    facts = gateway.payment_facts(attempt.session_id)
    attempt.refresh_from_db()
    return _agrees(attempt, facts)


def _agrees(attempt: PaymentAttempt, facts: PaymentFacts) -> bool:
    """A session that nobody has paid and a page that is still open say the same."""
    if path(attempt.state, facts):
        return False
    if facts.goal is None:
        return facts.decline_reason[:255] == attempt.decline_reason
    return (
        facts.goal == attempt.state
        and facts.captured == attempt.captured
        or (
            attempt.state in (AttemptState.CAPTURING, AttemptState.RELEASING)
            and facts.goal == AttemptState.AUTHORISED
        )
    )


def _raise(run: Reconciliation, attempt: PaymentAttempt | None, words: str) -> None:
    log.error("Comparing with Stripe: %s", words)
    _leave(run, f"{attempt.order.number}: {words}" if attempt else words)
    if attempt:
        call_until_put_aside(attempt, words)


def _leave(run: Reconciliation, words: str) -> None:
    """To a person to look at."""
    run.unexplained += 1
    lines = run.words.splitlines()
    if len(lines) < MOST_NAMED:
        run.words = "\n".join([*lines, words])
