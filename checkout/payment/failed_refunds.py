"""Refunds that gave nothing back: what staff hear of each, and which of them were tried again."""

from collections.abc import Iterable

from checkout.payment import rules
from checkout.payment.models import PaymentAttempt, Refund
from checkout.payment.states import RefundState


def words(refund: Refund, currency: str) -> str:
    """What staff hear of one refund that failed or was not sent, and of no other like it."""
    if refund.state == RefundState.FAILED:
        return rules.refund_failed(refund.amount, currency, refund.failure, refund.name)
    return rules.refund_withdrawn(refund.amount, currency, refund.name)


def why_it_calls(attempt: PaymentAttempt) -> list[str]:
    """Why a payment calls for a person, line by line, with each refund that failed.

    The version of the shop before this one puts a refund aside by its words alone: for us it is
    not, and nothing may be handed out as if it were.
    """
    noted = attempt.needs_attention.splitlines()
    failed = [one for one in attempt.refunds.all() if one.state == RefundState.FAILED and one.calls]
    said = [words(refund, attempt.currency) for refund in failed]
    return [*noted, *(line for line in said if line not in noted)]


def waiting_for_another_try(refunds: Iterable[Refund]) -> list[Refund]:
    """Those of a payment that a next refund of the same amount is asked instead of.

    Once one is put aside it was given back in another way: what is asked then is another refund.
    """
    return [one for one in not_tried_again(refunds) if one.calls]


def of_amount(refunds: Iterable[Refund], amount: int) -> Refund | None:
    """The first of so many minor units."""
    return next((one for one in refunds if one.amount == amount), None)


def not_tried_again(refunds: Iterable[Refund]) -> list[Refund]:
    """Those that failed and were not tried again. A try that was not sent is none."""
    refunds = list(refunds)
    tried = {one.instead_of_id for one in refunds if one.state != RefundState.WITHDRAWN}
    return [one for one in refunds if one.state == RefundState.FAILED and one.pk not in tried]
