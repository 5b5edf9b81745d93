"""Whether an order and its payment fit together, or a person has to look: plain values in words."""

from dataclasses import dataclass

from checkout.order.states import APPROVED, DEAD, OrderState
from checkout.payment.facts import GONE, PaymentFacts
from checkout.payment.money import from_minor_units
from checkout.payment.states import LIVE, AttemptState

S, A = OrderState, AttemptState
HELD_FOR = frozenset({S.AWAITING_PHARMACIST, S.NEEDS_INFORMATION})
PAID_FOR = APPROVED - {S.APPROVED, S.APPROVED_AWAITING_PAYMENT}


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
    order_state: str, attempt_state: str, *, captured: int, owed: int | None, currency: str
) -> str | None:
    """Why a person has to look at a payment, "" where all fits, None where it is still on its way.

    `captured` and `owed` are minor units; nothing is owed before the order is approved.
    """
    order, attempt = OrderState(order_state), AttemptState(attempt_state)
    if attempt == A.CAPTURED and order not in PAID_FOR:
        took, due = money(captured, currency), money(owed or 0, currency)
        if order == S.APPROVED:
            return f"{took} was charged, but {due} was approved."
        return f"{took} was charged while the order is {order.label}."
    if attempt in GONE and order in HELD_FOR | {S.APPROVED}:
        return "The card is no longer held, and nothing was charged."
    under_way = {S.APPROVED: {A.AUTHORISED, A.CAPTURING}} | dict.fromkeys(DEAD, LIVE)
    return None if attempt in under_way.get(order, ()) else ""


def money(amount: int, currency: str) -> str:
    """5695 minor units of USD -> "56.95 USD"."""
    return f"{from_minor_units(amount, currency)} {currency}"
