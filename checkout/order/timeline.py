"""What has happened to an order and what comes, in the shopper's words: plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from checkout.order.states import CANCELLABLE, OrderState
from checkout.payment.states import AttemptState

S = OrderState


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an order; `at` is None while it is still to come."""

    title: str
    at: datetime | None
    note: str = ""

    @property
    def done(self) -> bool:
        return self.at is not None


@dataclass(frozen=True, slots=True)
class PaymentView:
    """What a shopper is told about the payment, and what can be done about it."""

    words: str
    declined: str = ""
    can_pay: bool = False
    can_change: bool = False
    unconfirmed: bool = False


ENDS = {
    S.REJECTED: gettext_lazy("Not approved"),
    S.CANCELLED: gettext_lazy("Cancelled"),
    S.EXPIRED: gettext_lazy("Expired: it was not paid in time"),
    S.REFUNDED: gettext_lazy("Refunded"),
}


def steps(
    placed_at: datetime, moved_at: Mapping[str, datetime], *, needs_pharmacist: bool
) -> tuple[Step, ...]:
    """The order's way; `moved_at` holds when each state was entered."""
    held_at = moved_at.get(S.AWAITING_PHARMACIST) or moved_at.get(S.APPROVED)
    way = [Step(_("Ordered"), placed_at), Step(_("Card held"), held_at)]
    if needs_pharmacist:
        way.append(Step(_("Approved by the pharmacist"), moved_at.get(S.APPROVED)))
    way += [
        Step(_("Card charged"), moved_at.get(S.PAID)),
        Step(_("Sent"), moved_at.get(S.SHIPPED)),
    ]
    ended = [
        Step(str(title), moved_at[state]) for state, title in ENDS.items() if state in moved_at
    ]
    if ended:
        way = [step for step in way if step.done]
    return (*way, *ended)


def payment_view(order_state: str, attempt_state: str, declined: str) -> PaymentView:
    """The truth about the payment of an order, from both states."""
    if order_state == S.AWAITING_PAYMENT:
        waiting = attempt_state in (AttemptState.NEW, AttemptState.SESSION_OPEN)
        return PaymentView(
            _("Not paid yet. Nothing is held on your card."),
            declined=declined,
            can_pay=waiting,
            can_change=order_state in CANCELLABLE,
            unconfirmed=waiting and not declined,
        )
    words = {
        S.AWAITING_PHARMACIST: _(
            "Your card is held now and charged only for what the pharmacist approves."
        ),
        S.NEEDS_INFORMATION: _(
            "Your card is held. Nothing is charged until the pharmacist has your answer."
        ),
        S.APPROVED: _("Approved. Your card is being charged."),
        S.APPROVED_AWAITING_PAYMENT: _("Approved. Nothing is held on your card: pay to go on."),
        S.CANCELLED: _("Cancelled. Nothing was charged, and any hold on your card is released."),
        S.REJECTED: _("Not approved. Nothing was charged, and the hold is released."),
        S.EXPIRED: _("Not paid in time. Nothing was charged."),
        S.REFUNDED: _("Refunded."),
    }
    return PaymentView(
        words.get(OrderState(order_state), _("Your card was charged.")),
        can_change=order_state in CANCELLABLE,
    )
