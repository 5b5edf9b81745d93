"""The one function that believes anything about money: ask Stripe, then move forward.

Return page, worker (for webhooks and promises), watch and reconciliation call `sync`; none has a
logic of its own.
"""

import logging
from datetime import datetime

from django.db import connection, transaction

from checkout.duties import DATABASE_AWAY
from checkout.order import reactions
from checkout.order.models import Order
from checkout.order.states import DEAD
from checkout.payment import booking, gateway, moving, refunding
from checkout.payment.calling import call
from checkout.payment.facts import GONE, PaymentFacts, path
from checkout.payment.gateway import GatewayError, Unknown
from checkout.payment.models import PaymentAttempt
from checkout.payment.rules import Asked, dispute_words
from checkout.payment.states import AttemptState

S = AttemptState
UNKNOWN_THERE = "Stripe does not know this payment: look whether the shop has the right key."
log = logging.getLogger(__name__)


def sync(attempt_id: int) -> PaymentAttempt:
    """Bring an attempt and its order to what Stripe says. Raises GatewayError, changing nothing."""
    attempt = PaymentAttempt.objects.get(pk=attempt_id)
    if not attempt.session_id:
        return attempt
    read_at = database_now()
    facts = gateway.payment_facts(attempt.session_id)
    return apply_facts(attempt, facts, read_at=read_at)


def synced(attempt_id: int) -> bool:
    """Sync one payment of many; whether it could be. What fails is told and stops no other.

    Raises only where the database is away: then nothing can be written down.
    """
    try:
        sync(attempt_id)
    except GatewayError as error:
        log.warning("Attempt %s could not be looked up: %s", attempt_id, type(error).__name__)
        if isinstance(error, Unknown):
            call(PaymentAttempt.objects.filter(pk=attempt_id), UNKNOWN_THERE)
        return False
    except DATABASE_AWAY:
        raise
    except Exception as error:
        log.exception("Attempt %s could not be brought up to date", attempt_id)
        broken = PaymentAttempt.objects.filter(pk=attempt_id)
        call(broken, f"Not brought up to date: {type(error).__name__}")
        return False
    return True


def database_now() -> datetime:
    """The one clock that tells for every process which of two answers was read later."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


@transaction.atomic
def apply_facts(
    attempt: PaymentAttempt, facts: PaymentFacts, *, read_at: datetime
) -> PaymentAttempt:
    """Move an attempt along its table to the state the facts describe, and its order with it.

    Facts read before those already applied change nothing.
    """
    attempt, order = moving.locked(attempt)
    # A mark from the future is a clock that was wrong once: it must not stop the payment.
    if attempt.facts_read_at and read_at < attempt.facts_read_at <= database_now():
        return attempt
    difference = Asked(attempt.amount, attempt.currency, order.number).difference(facts)
    _note(attempt, facts, read_at)
    _follow(order, attempt, facts, ours=not difference)
    attempt.save()
    refunding.record(attempt, order, facts)
    booking.book(attempt, order, facts, read_at=read_at)
    if not difference or order.status in DEAD:
        reactions.money_moved(order, attempt, now=read_at)
    reactions.call_for_attention(order, attempt, difference)
    attempt.save()
    return attempt


def _note(attempt: PaymentAttempt, facts: PaymentFacts, read_at: datetime) -> None:
    """What is kept of the facts whatever they mean; what they leave out once stood there."""
    attempt.facts_read_at = read_at
    attempt.decline_reason = facts.decline_reason[:255]
    attempt.intent_id = facts.intent_id or attempt.intent_id
    attempt.charge_id = facts.charge_id or attempt.charge_id
    attempt.card = facts.card[:60] or attempt.card
    attempt.capture_before = facts.capture_before or attempt.capture_before
    said = (dispute_words(dispute, attempt.currency) for dispute in facts.disputes)
    attempt.disputed = " ".join(filter(None, said))
    attempt.disputes_lost = facts.disputes_lost
    attempt.fraud_warned = bool(facts.fraud_warnings)


def _follow(order: Order, attempt: PaymentAttempt, facts: PaymentFacts, *, ours: bool) -> None:
    """Take every move towards the facts; the order learns of a hold it can build on.

    Not of one that was gone before we saw it, and not of money that is another than we asked
    for: that waits for a person, unless the order is dead and all of it has to go.
    """
    moves = path(attempt.state, facts)
    for state in moves:
        attempt.captured = facts.captured if state == S.CAPTURED else 0
        moving.move(attempt, state)
        if state in GONE:
            reactions.payment_gone(order, now=attempt.facts_read_at)
        elif state == S.AUTHORISED and moves[-1] not in GONE and (ours or order.status in DEAD):
            reactions.payment_held(order, attempt, now=attempt.facts_read_at)
