"""What Stripe says of a payment, and what that means: plain values, amounts in minor units."""

from dataclasses import dataclass
from datetime import datetime

from checkout.payment.states import AttemptState, RefundState, may_move

S = AttemptState
# Nothing is held on the card any more, or never was.
GONE = frozenset({S.EXPIRED, S.RELEASED, S.LAPSED})


@dataclass(frozen=True, slots=True)
class RefundFacts:
    """One refund at Stripe. `token` is ours where we asked for it, "" where staff did there."""

    id: str
    amount: int
    state: RefundState
    made_at: datetime
    token: str = ""
    failure: str = ""


@dataclass(frozen=True, slots=True)
class DisputeFacts:
    """What a bank says about a charge afterwards; `status` and `reason` are Stripe's words."""

    id: str
    amount: int
    status: str
    reason: str
    made_at: datetime
    answer_by: datetime | None = None

    @property
    def is_inquiry(self) -> bool:
        """A question only: the money stays until it becomes a dispute."""
        return self.status.startswith("warning_")

    @property
    def is_over(self) -> bool:
        """Nothing is taken back, for good."""
        return self.status in ("won", "warning_closed", "prevented")

    @property
    def is_lost(self) -> bool:
        """What was taken back is gone, for good."""
        return self.status == "lost"


@dataclass(frozen=True, slots=True)
class PaymentFacts:
    """What Stripe says of one Checkout Session.

    `intent_status` is "" until the shopper has confirmed a card. `decline_reason` is why the last
    card was refused, a code of https://docs.stripe.com/declines/codes. `held` is what a bank agreed
    to, whatever became of it since. Refunds, disputes and warnings are read once something is
    charged.
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
    charge_id: str = ""
    held: int = 0
    held_at: datetime | None = None
    card: str = ""
    refunds: tuple[RefundFacts, ...] = ()
    disputes: tuple[DisputeFacts, ...] = ()
    fraud_warnings: int = 0

    @property
    def disputes_lost(self) -> bool:
        """Whether what a bank has taken back is gone for good: none of it may still be won."""
        undecided_or_lost = [one for one in self.disputes if not one.is_over]
        return bool(undecided_or_lost) and all(one.is_lost for one in undecided_or_lost)

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
