"""Refunds: asked for by us, made by staff at Stripe, and what Stripe says became of them.

All with attempt and order locked. The database has the last word on their sum.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from catalog.money import price
from checkout.order.models import Order
from checkout.payment import outbox
from checkout.payment.facts import PaymentFacts, RefundFacts
from checkout.payment.failed_refunds import of_amount, waiting_for_another_try
from checkout.payment.models import PaymentAttempt, Refund
from checkout.payment.money import from_minor_units
from checkout.payment.states import GIVES_NOTHING, AttemptState, RefundState, refund_may_move

R = RefundState
MADE_AT_STRIPE = "made at Stripe"


class CannotRefund(Exception):
    """So much cannot be given back; the message says what can."""


def ask(
    attempt: PaymentAttempt, *, amount: int, reason: str, now: datetime, by: Any = None
) -> Refund:
    """Promise to give `amount` minor units of a charge back. Raises CannotRefund."""
    left = attempt.still_ours()
    if attempt.state != AttemptState.CAPTURED or not left:
        raise CannotRefund(_("There is nothing left to refund."))
    if not 0 < amount <= left:
        most = price(from_minor_units(left, attempt.currency))
        raise CannotRefund(_("Refund at most %(most)s: that is what is left.") % {"most": most})
    refund = Refund.objects.create(
        attempt=attempt,
        amount=amount,
        reason=reason[:255],
        asked_at=now,
        by=by,
        instead_of=of_amount(waiting_for_another_try(attempt.refunds.all()), amount),
    )
    outbox.promise_refund(refund, now=now)
    return refund


def record(attempt: PaymentAttempt, order: Order, facts: PaymentFacts) -> None:
    """Bring our refunds to what Stripe says, and add those that staff made there."""
    if not facts.refunds:
        return
    ours = list(attempt.refunds.all())
    called = {refund.pk for refund in ours if refund.calls}
    by_name = {refund.stripe_id: refund for refund in ours} | {
        refund.token: refund for refund in ours
    }
    _make_room(attempt, ours, facts)
    for found in facts.refunds:
        refund = by_name.get(found.id) or by_name.get(found.token)
        if refund is None:
            refund = _made_at_stripe(attempt, found, called)
        elif not _bring_forward(refund, found):
            continue
        if refund.state not in GIVES_NOTHING:
            outbox.promise_mail(order, "refunded", about=refund.token, refund=refund.pk)


def failed_by_itself(attempt: PaymentAttempt) -> bool:
    """Whether a refund that no person had decided did not reach the card."""
    failed = attempt.refunds.filter(state=R.FAILED, by=None)
    return failed.exclude(reason=MADE_AT_STRIPE).exists()


def refuse(refund: Refund, failure: str) -> None:
    """Stripe will not do it: it is over, unless Stripe knows it after all."""
    _give_up(refund, R.FAILED, failure)


def _give_up(refund: Refund, state: RefundState, why: str) -> None:
    unknown = Refund.objects.filter(pk=refund.pk, stripe_id=None, state=R.PENDING)
    unknown.update(state=state, failure=why[:255])


def _bring_forward(refund: Refund, found: RefundFacts) -> bool:
    """Whether this was news. What we gave up unheard may turn out to be known at Stripe."""
    unheard = refund.stripe_id is None
    if not unheard and not refund_may_move(refund.state, found.state):
        return False
    refund.stripe_id, refund.state, refund.failure = found.id, found.state, found.failure
    # It was put aside for what we believed before.
    refund.put_aside_at = None
    refund.save(update_fields=["stripe_id", "state", "failure", "put_aside_at"])
    return True


def _made_at_stripe(attempt: PaymentAttempt, found: RefundFacts, called: Collection[int]) -> Refund:
    """`called` are the keys of those that staff were called for when they made it."""
    refunds = [one for one in waiting_for_another_try(attempt.refunds.all()) if one.pk in called]
    return Refund.objects.create(
        attempt=attempt,
        stripe_id=found.id,
        amount=found.amount,
        state=found.state,
        failure=found.failure,
        reason=MADE_AT_STRIPE,
        asked_at=found.made_at,
        instead_of=of_amount(refunds, found.amount),
    )


def _make_room(attempt: PaymentAttempt, ours: list[Refund], facts: PaymentFacts) -> None:
    """Stripe's refunds come first: one of ours that does not fit beside them would be refused."""
    known = {found.id for found in facts.refunds} | {found.token for found in facts.refunds}
    left = attempt.captured - sum(f.amount for f in facts.refunds if f.state != R.FAILED)
    for refund in ours:
        if refund.state in GIVES_NOTHING or {refund.stripe_id, refund.token} & known:
            continue
        left -= refund.amount
        if left < 0 and refund.stripe_id is None:
            left += refund.amount
            _give_up(refund, R.WITHDRAWN, _("Refunded at Stripe by hand meanwhile."))
