"""What an order does when its payment moves: called with order and attempt locked."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from checkout.order.approving import approve_lines
from checkout.order.models import Order
from checkout.order.moving import end_refunded, give_stock_back, move
from checkout.order.shelf.sent_reads import nobody_has_packs
from checkout.order.states import DEAD, PAID_FOR, OrderState
from checkout.payment import failed_refunds, outbox, refunding, rules
from checkout.payment.models import PaymentAttempt, Refund
from checkout.payment.money import minor_units
from checkout.payment.states import LIVE, AttemptState, RefundState

S = OrderState
DAYS_TO_PAY = timedelta(days=7)
TO_BE_PAID = frozenset({S.APPROVED, S.APPROVED_AWAITING_PAYMENT})


def payment_held(order: Order, attempt: PaymentAttempt, *, now: datetime) -> None:
    """The card is held: a pharmacist's turn, or nobody's where everything is for general sale."""
    if order.status in DEAD:
        outbox.promise_release(attempt, now=now)
        return
    if order.status != S.AWAITING_PAYMENT:
        return
    outbox.promise_mail(order, "received")
    if order.needs_pharmacist:
        move(order, S.AWAITING_PHARMACIST, now=now, reason="card held")
    else:
        approve(order, attempt, now=now, reason="general sale only")


def approve(
    order: Order,
    attempt: PaymentAttempt | None,
    *,
    now: datetime,
    quantities: Mapping[int, int] | None = None,
    by: Any = None,
    reason: str = "",
) -> None:
    """Freeze what is approved and what it costs, and promise to charge it.

    `quantities` are packs by line; without them everything is approved. Staff may have charged the
    card by hand already; where nothing is held, the patient is asked to pay.
    """
    order.amount_to_capture = approve_lines(order, quantities)
    order.save(update_fields=["amount_to_capture"])
    move(order, S.APPROVED, now=now, by=by, reason=reason)
    if attempt is None:
        wait_for_payment(order, now=now, reason="nothing is held on a card")
    elif attempt.state == AttemptState.CAPTURED:
        money_moved(order, attempt, now=now)
    else:
        outbox.promise_capture(attempt, amount=owed(order), now=now)


def wait_for_payment(order: Order, *, now: datetime, reason: str, by: Any = None) -> None:
    """Mail the patient a link to pay exactly what is approved, good for seven days."""
    order.payment_due_at = now + DAYS_TO_PAY
    order.save(update_fields=["payment_due_at"])
    move(order, S.APPROVED_AWAITING_PAYMENT, now=now, by=by, reason=reason)
    outbox.promise_mail(order, "pay")


def payment_gone(order: Order, *, now: datetime) -> None:
    """Nothing is held any more: what is approved waits for another card, the rest ends.

    A dead order's stock goes back, which nobody can pay for any more.
    """
    if order.status == S.AWAITING_PAYMENT:
        move(order, S.EXPIRED, now=now, reason="not paid in time")
    elif order.status == S.APPROVED:
        wait_for_payment(order, now=now, reason="the card is no longer held")
    if order.status in DEAD:
        give_stock_back(order)


def money_moved(order: Order, attempt: PaymentAttempt, *, now: datetime) -> None:
    """After a charge or a refund: paid where what is not refunded is what was approved.

    What was charged for a dead order, or beside what pays for it, goes back by itself, once: where
    that fails, a person decides.
    """
    if attempt.state != AttemptState.CAPTURED:
        return
    if order.status in TO_BE_PAID and attempt.not_refunded() == owed(order):
        _paid_by(order, attempt, now=now)
    elif order.status in DEAD or (order.status in PAID_FOR and not attempt.pays):
        _give_back_by_itself(order, attempt, now=now)
    end_where_given_back(order, attempt, now=now)


def end_where_given_back(
    order: Order, attempt: PaymentAttempt, *, now: datetime, by: Any = None
) -> None:
    """A paid order whose money is back has ended, unless the patient has, or may get, its packs."""
    if attempt.pays and nobody_has_packs(order) and _all_is_given_back(attempt):
        end_refunded(order, now=now, by=by, reason="all of it was given back")


def _paid_by(order: Order, attempt: PaymentAttempt, *, now: datetime) -> None:
    """One payment pays for an order: any other lets its hold go, or gives back what it took."""
    move(order, S.PAID, now=now, reason="card charged")
    attempt.pays = True
    attempt.save(update_fields=["pays"])
    outbox.promise_mail(order, "charged")
    for other in order.attempts.exclude(pk=attempt.pk).select_for_update():
        if other.state in LIVE:
            outbox.promise_release(other, now=now)
        elif other.state == AttemptState.CAPTURED:
            _give_back_by_itself(order, other, now=now)
            call_for_attention(order, other)
            other.save(update_fields=["needs_attention"])


def give_all_back(order: Order, attempt: PaymentAttempt, *, now: datetime) -> None:
    """Refund what a payment keeps that nobody owes; a dead order's stock is free."""
    if left := attempt.still_ours():
        reason = f"the order is {order.get_status_display()}"
        refunding.ask(attempt, amount=left, reason=reason, now=now)
    if order.status in DEAD:
        give_stock_back(order)


def _give_back_by_itself(order: Order, attempt: PaymentAttempt, *, now: datetime) -> None:
    """Nobody's decision: not again where such a refund has failed, that is for a person then."""
    if not refunding.failed_by_itself(attempt):
        give_all_back(order, attempt, now=now)
    elif order.status in DEAD:
        give_stock_back(order)


def call_for_attention(order: Order, attempt: PaymentAttempt, difference: str = "") -> None:
    """Note on an attempt, which is not saved here, why a person has to look, or that nobody has.

    What staff have put aside stays aside until there is another reason.
    """
    still_ours = attempt.still_ours()
    fit = rules.attention(
        order.status,
        attempt.state,
        still_ours=still_ours,
        owed=owed(order),
        currency=attempt.currency,
        pays=attempt.pays,
    )
    charged = attempt.state == AttemptState.CAPTURED
    refunds = list(attempt.refunds.all()) if charged else []
    troubles = _troubles(attempt, refunds, still_ours)
    reasons = [reason for reason in (difference or fit, *troubles) if reason]
    if fit is None and not reasons:
        return
    seen = attempt.attention_seen.splitlines()
    if attempt.state not in LIVE:
        # While a payment is on its way, what was in vain once may be so again: it stays aside.
        # So does a refund for the version before, which knows by these words alone that it is.
        of_refunds = {failed_refunds.words(refund, attempt.currency) for refund in refunds}
        seen = [reason for reason in seen if reason in reasons or reason in of_refunds]
    attempt.attention_seen = "\n".join(seen)
    attempt.needs_attention = "\n".join(reason for reason in reasons if reason not in seen)


def owed(order: Order) -> int | None:
    """What the approved part of an order costs, in minor units; None before it is approved."""
    if order.amount_to_capture is None:
        return None
    return minor_units(order.amount_to_capture, order.currency)


def _troubles(attempt: PaymentAttempt, refunds: Iterable[Refund], still_ours: int) -> list[str]:
    troubles = attempt.unexplained.splitlines()
    if attempt.state != AttemptState.CAPTURED:
        return troubles
    troubles += [
        failed_refunds.words(refund, attempt.currency)
        for refund in refunds
        if refund.calls and (still_ours or refund.state == RefundState.FAILED)
    ]
    if attempt.disputed:
        troubles.append(attempt.disputed)
    elif attempt.fraud_warned and still_ours:
        troubles.append(rules.FRAUD_WARNING)
    return troubles


def _all_is_given_back(attempt: PaymentAttempt) -> bool:
    settled = attempt.refunds.filter(state=RefundState.SUCCEEDED)
    return sum(refund.amount for refund in settled) == attempt.captured
