"""The one function that believes anything about money: ask Stripe, then move forward.

Return page, worker (for webhooks and promises) and watch call `sync`; none has a logic of its own.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from checkout.order import reactions
from checkout.order.models import Order
from checkout.payment import gateway
from checkout.payment.gateway import PaymentFacts
from checkout.payment.models import PaymentAttempt
from checkout.payment.states import AttemptState, may_move

S = AttemptState


def sync(attempt_id: int) -> PaymentAttempt:
    """Bring an attempt and its order to what Stripe says. Raises GatewayError, changing nothing."""
    attempt = PaymentAttempt.objects.get(pk=attempt_id)
    if not attempt.session_id:
        return attempt
    read_at = timezone.now()
    facts = gateway.payment_facts(attempt.session_id)
    return apply_facts(attempt_id, facts, read_at=read_at)


@transaction.atomic
def apply_facts(attempt_id: int, facts: PaymentFacts, *, read_at: datetime) -> PaymentAttempt:
    """Move an attempt along its table to the state the facts describe, and its order with it.

    Facts read before those already applied change nothing. As everywhere the order is locked first.
    """
    order_id = PaymentAttempt.objects.values_list("order_id", flat=True).get(pk=attempt_id)
    order = Order.objects.select_for_update().get(pk=order_id)
    attempt = PaymentAttempt.objects.select_for_update().get(pk=attempt_id)
    if attempt.facts_read_at and read_at < attempt.facts_read_at:
        return attempt
    attempt.facts_read_at = read_at
    attempt.decline_reason = facts.decline_reason[:255]
    if _agrees(attempt, order, facts):
        attempt.intent_id = facts.intent_id or attempt.intent_id
        attempt.capture_before = facts.capture_before or attempt.capture_before
        _follow(order, attempt, facts, now=read_at)
    attempt.save()
    return attempt


def _follow(order: Order, attempt: PaymentAttempt, facts: PaymentFacts, *, now: datetime) -> None:
    """Take every move towards the facts; a move clears an old call for attention."""
    for state in _path(attempt.state, facts):
        attempt.state = state
        attempt.needs_attention = ""
        attempt.captured = facts.captured if state == S.CAPTURED else 0
        attempt.save()
        _tell_the_order(order, attempt, now=now)


def _path(state: str, facts: PaymentFacts) -> list[AttemptState]:
    """The legal moves that lead from a state to what the facts say; none where they agree."""
    goal = _goal(facts)
    if goal is None or goal == state:
        return []
    if may_move(state, goal):
        return [goal]
    if may_move(state, S.AUTHORISED) and may_move(S.AUTHORISED, goal):
        return [S.AUTHORISED, goal]
    return []


def _goal(facts: PaymentFacts) -> AttemptState | None:
    match facts.intent_status:
        case "requires_capture":
            return S.AUTHORISED
        case "succeeded":
            return S.CAPTURED
        case "canceled":
            return S.LAPSED if facts.lapsed else S.RELEASED
    return S.EXPIRED if facts.session_status == "expired" else None


def _agrees(attempt: PaymentAttempt, order: Order, facts: PaymentFacts) -> bool:
    """Whether Stripe's payment is the one we asked for; a difference waits for a person."""
    if not facts.intent_id:
        return True
    asked = (attempt.amount, attempt.currency, order.number)
    found = (facts.amount, facts.currency, facts.order_number)
    if asked == found:
        return True
    attempt.needs_attention = f"Stripe holds {found}, the order asks {asked}."[:255]
    return False


def _tell_the_order(order: Order, attempt: PaymentAttempt, *, now: datetime) -> None:
    match attempt.state:
        case S.AUTHORISED:
            reactions.payment_held(order, attempt, now=now)
        case S.CAPTURED:
            reactions.payment_captured(order, attempt, now=now)
        case S.EXPIRED | S.RELEASED | S.LAPSED:
            reactions.payment_gone(order, attempt, now=now)
