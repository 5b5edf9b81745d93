"""What Stripe says of a payment, and what that means: plain values."""

from dataclasses import dataclass
from datetime import datetime

from checkout.payment.states import AttemptState, may_move

S = AttemptState
# Nothing is held on the card any more, or never was.
GONE = frozenset({S.EXPIRED, S.RELEASED, S.LAPSED})


@dataclass(frozen=True, slots=True)
class PaymentFacts:
    """What Stripe says of one Checkout Session; amounts in minor units.

    `intent_status` is "" until the shopper has confirmed a card.
    """

    session_status: str
    order_number: str
    intent_id: str = ""
    intent_status: str = ""
    amount: int = 0
    captured: int = 0
    currency: str = ""
    capture_before: datetime | None = None
    decline_reason: str = ""
    lapsed: bool = False

    @property
    def goal(self) -> AttemptState | None:
        """The state these facts describe; None while nobody has paid and somebody still may.

        Stripe cancels the intent of a declined card when the payment page expires: that one never
        held anything. A page on which a card was held is complete, and never expires.
        """
        match self.session_status, self.intent_status:
            case _, "requires_capture":
                return S.AUTHORISED
            case _, "succeeded":
                return S.CAPTURED
            case "expired", _:
                return S.EXPIRED
            case "complete", "canceled":
                return S.LAPSED if self.lapsed else S.RELEASED
        return None


def path(state: str, facts: PaymentFacts) -> tuple[AttemptState, ...]:
    """The legal moves that lead from a state to what the facts say; none where they agree.

    What we never saw held is taken through "held", as the card was.
    """
    goal = facts.goal
    if goal is None or goal == state:
        return ()
    if may_move(state, goal):
        return (goal,)
    if may_move(state, S.AUTHORISED) and may_move(S.AUTHORISED, goal):
        return (S.AUTHORISED, goal)
    return ()
