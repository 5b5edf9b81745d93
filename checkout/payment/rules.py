"""Whether an order and its payment fit together, or a person has to look: plain values in words."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from checkout.order.states import DEAD, OPEN_CASES, PAID_FOR, OrderState
from checkout.payment.facts import GONE, DisputeFacts, PaymentFacts
from checkout.payment.money import from_minor_units
from checkout.payment.states import LIVE, AttemptState

S, A = OrderState, AttemptState
ON_ITS_WAY: Mapping[OrderState, Collection[AttemptState]] = {
    S.APPROVED: {A.AUTHORISED, A.CAPTURING},
    S.APPROVED_AWAITING_PAYMENT: LIVE,
    **dict.fromkeys(DEAD, LIVE),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What we asked Stripe for: an amount in minor units, its currency, the order's number."""

    amount: int
    currency: str
    order_number: str

    def difference(self, facts: PaymentFacts) -> str:
        """In what Stripe's payment is another one, in words for staff; "" where it is ours."""
        found = Asked(facts.amount, facts.currency, facts.order_number)
        if not facts.intent_id or found == self:
            return ""
        return f"Stripe's payment is {found}, we asked for {self}."

    def __str__(self) -> str:
        return f"{money(self.amount, self.currency)} for order {self.order_number}"


def attention(
    order_state: str,
    attempt_state: str,
    *,
    still_ours: int,
    owed: int | None,
    currency: str,
    pays: bool,
) -> str | None:
    """Why order and payment do not fit, "" where they do, None where it is still on its way.

    `still_ours` (charged, and given or taken back by nobody) and `owed` are minor units; nothing is
    owed before the order is approved. `pays`: a paid order is paid by this payment, and not by
    another one.
    """
    order, attempt = OrderState(order_state), AttemptState(attempt_state)
    waits, charged = order == S.APPROVED_AWAITING_PAYMENT, money(still_ours, currency)
    if attempt == A.CAPTURED and (order == S.APPROVED or waits and still_ours):
        return f"{charged} is charged, but {money(owed or 0, currency)} was approved."
    early_or_in_vain = still_ours or not (waits or order in DEAD)
    if attempt == A.CAPTURED and order not in PAID_FOR and early_or_in_vain:
        return f"{charged} is charged while the order is {order.label}."
    if attempt == A.CAPTURED and still_ours and not pays and order in PAID_FOR:
        return f"{charged} is charged beside what pays for the order."
    if attempt in GONE and order in OPEN_CASES | {S.APPROVED}:
        return "The card is no longer held, and nothing was charged."
    return None if attempt in ON_ITS_WAY.get(order, ()) else ""


def dispute_words(dispute: DisputeFacts, currency: str) -> str:
    """What a bank says against a charge and what to do, for staff; "" once it is over and won."""
    if dispute.is_over:
        return ""
    amount = money(dispute.amount, currency)
    if dispute.is_lost:
        return f"The bank has taken {amount} back for good."
    if dispute.status.endswith("under_review"):
        return f"The bank looks into our answer about {amount}."
    says = "asks about" if dispute.is_inquiry else "takes back"
    until = f" until {dispute.answer_by:%-d %B %Y}" if dispute.answer_by else ""
    reason = dispute.reason.replace("_", " ")
    return f"The bank {says} {amount}: {reason}. Answer it at Stripe{until}."


def refund_failed(amount: int, currency: str, why: str, name: str) -> str:
    """What staff hear of a refund that did not reach the card."""
    because = f" ({why.replace('_', ' ')})" if why else ""
    return (
        f"A refund of {money(amount, currency)} failed{because}: give it back in another way."
        f" It is {name}."
    )


def refund_withdrawn(amount: int, currency: str, name: str) -> str:
    """What staff hear of a refund that was asked for here and made another one at Stripe."""
    return (
        f"A refund of {money(amount, currency)} was not sent: so much is not left, since some was"
        f" refunded at Stripe by hand. Refund what is still to be given back. It is {name}."
    )


# How what Stripe said of a charge or a page that was refused begins.
NOT_CHARGED, NO_PAGE = "Not charged: ", "No payment page: "
FRAUD_WARNING = "The card's bank warns of fraud: refund it before it becomes a dispute."


def money(amount: int, currency: str) -> str:
    """5695 minor units of USD -> "56.95 USD"."""
    return f"{from_minor_units(amount, currency)} {currency}"
