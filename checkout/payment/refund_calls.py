"""What staff hear of a refund that gave nothing back, and which of these they have put aside."""

from collections import Counter
from collections.abc import Iterable

from checkout.payment import rules
from checkout.payment.models import PaymentAttempt, Refund
from checkout.payment.states import RefundState


def words(refund: Refund, currency: str) -> str:
    """What staff hear of one refund that failed or was not sent.

    It names the refund, or a second one of the same amount would pass for the first.
    """
    return rules.named(words_of_old(refund, currency), refund.name)


def words_of_old(refund: Refund, currency: str) -> str:
    """The same as it was said before it named the refund: it may be stored so."""
    if refund.state == RefundState.FAILED:
        return rules.refund_failed(refund.amount, currency, refund.failure)
    return rules.refund_withdrawn(refund.amount, currency)


def calls(refund: Refund, attempt: PaymentAttempt) -> bool:
    """Whether staff are called for a refund: until they put it aside."""
    words_for_it = {words(refund, attempt.currency), words_of_old(refund, attempt.currency)}
    return not words_for_it.isdisjoint(attempt.needs_attention.splitlines())


def tried_again(attempt: PaymentAttempt, amount: int) -> Refund | None:
    """The failed refund that one of `amount` minor units, asked now, is asked instead of.

    It is of the same amount and calls for a person still. Once it is put aside it was given back
    in another way, and what is asked then is another refund.
    """
    failed = not_tried_again(attempt.refunds.all())
    again = (one for one in failed if one.amount == amount and calls(one, attempt))
    return next(again, None)


def not_tried_again(refunds: Iterable[Refund]) -> list[Refund]:
    """Those that failed and were not tried again. A try that was not sent is none."""
    refunds = list(refunds)
    tried = {one.instead_of_id for one in refunds if one.state != RefundState.WITHDRAWN}
    return [one for one in refunds if one.state == RefundState.FAILED and one.pk not in tried]


def with_names(seen: Iterable[str], refunds: Iterable[Refund], currency: str) -> list[str]:
    """What was put aside, and for each line that names no refund today's words for one it was of.

    Such a line is of one refund: of the first in order that has these words, once and for all.
    The old lines stay, for a version of the shop that still serves and knows no others.
    """
    seen = list(seen)
    of_old = Counter(seen)
    known_first = sorted(refunds, key=lambda one: words(one, currency) not in seen)
    for refund in known_first:
        before, today = words_of_old(refund, currency), words(refund, currency)
        if of_old[before]:
            of_old[before] -= 1
            if today not in seen:
                seen.append(today)
    return seen
