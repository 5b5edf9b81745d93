"""What a shopper is told about an order's payment, and what can be done about it: plain values."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from checkout.order.states import CANCELLABLE, DEAD, OrderState
from checkout.order.timeline import Words
from checkout.payment.facts import GONE
from checkout.payment.rules import HELD_FOR, PAID_FOR
from checkout.payment.states import LIVE, AttemptState

A, S = AttemptState, OrderState

# Of these the shopper hears on this page alone.
NOT_MAILED = frozenset({S.AWAITING_PAYMENT, S.CANCELLED, S.EXPIRED, S.REFUNDED})
# Money is on its way or taken: nobody is asked to pay again.
TAKEN = frozenset({A.AUTHORISED, A.CAPTURING, A.CAPTURED, A.RELEASING})

# What is true of the payment where it stands as the order's state has it.
WORDS = {
    S.AWAITING_PAYMENT: _("We are looking at your payment. Do not pay again."),
    S.AWAITING_PHARMACIST: _(
        "A pharmacist looks at your order next. Your card is held now and charged only for what the"
        " pharmacist approves."
    ),
    S.NEEDS_INFORMATION: _(
        "Your card is held. Nothing is charged until the pharmacist has your answer."
    ),
    S.APPROVED: _("Approved. Your card is being charged."),
    S.APPROVED_AWAITING_PAYMENT: _("Approved. Nothing is held on your card: pay to go on."),
    S.CANCELLED: _("Nothing was charged, and nothing is held on your card."),
    S.REJECTED: _(
        "The pharmacist could not approve it. Nothing was charged, the hold is released."
    ),
    S.EXPIRED: _("It was not paid in time. Nothing was charged."),
    S.REFUNDED: _("Your money is on its way back to your card."),
}
CHARGED = _("Your card was charged.")
# And where it does not: the hold is gone, staff charged by hand, or Stripe has not let go yet.
_hold_is_gone = _("Your card is no longer held, and nothing was charged. We will write to you.")
_charged_early = _("Your card was charged before the pharmacist had decided.")
_charged_in_vain = _(
    "Your card was charged although this order has ended. We are putting it right."
)
_letting_go = _("Nothing was charged, and any hold on your card is being released.")
UNFIT: dict[OrderState, dict[AttemptState, Words]] = {
    S.AWAITING_PHARMACIST: {**dict.fromkeys(GONE, _hold_is_gone), A.CAPTURED: _charged_early},
    S.NEEDS_INFORMATION: {**dict.fromkeys(GONE, _hold_is_gone), A.CAPTURED: _charged_early},
    S.APPROVED: dict.fromkeys(GONE, _hold_is_gone),
    **{dead: {**dict.fromkeys(LIVE, _letting_go), A.CAPTURED: _charged_in_vain} for dead in DEAD},
}
ENDED = {
    S.REJECTED: _("Your order was not approved."),
    S.CANCELLED: _("Your order is cancelled."),
    S.EXPIRED: _("Your order has expired."),
    S.REFUNDED: _("Your order is refunded."),
}


@dataclass(frozen=True, slots=True)
class PaymentView:
    """The truth about a payment in words, and which buttons stand beside it.

    `writes`: a mail about it is under way. `closing`: the order is dead and Stripe has not let go
    of its payment yet.
    """

    headline: Words
    words: Words
    total_words: Words = _("Total")
    writes: bool = False
    declined: str = ""
    can_pay: bool = False
    can_change: bool = False
    can_order_again: bool = False
    unconfirmed: bool = False
    closing: bool = False


def payment_view(
    order_state: str, attempt_state: str, *, declined: str = "", name: str = ""
) -> PaymentView:
    """From an order's state and its last attempt's ("": none); `name` is the shopper's first."""
    order = OrderState(order_state)
    if order == S.AWAITING_PAYMENT and attempt_state not in TAKEN:
        return _to_be_paid(attempt_state, declined)
    closing = order in DEAD and attempt_state in LIVE
    unfit = attempt_state in UNFIT.get(order, {})
    return PaymentView(
        ENDED.get(order) or _thanks(name),
        _words(order, attempt_state),
        _total_words(order, attempt_state),
        writes=order not in NOT_MAILED and not unfit,
        can_change=order in CANCELLABLE and attempt_state != A.CAPTURED,
        can_order_again=order in DEAD and not closing,
        closing=closing,
    )


def _to_be_paid(attempt_state: str, declined: str) -> PaymentView:
    waiting = attempt_state in (A.NEW, A.SESSION_OPEN)
    return PaymentView(
        _("Almost done: pay for your order."),
        _("Not paid yet. Nothing is held on your card."),
        declined=declined,
        can_pay=waiting,
        can_change=True,
        unconfirmed=attempt_state == A.SESSION_OPEN and not declined,
    )


def _thanks(name: str) -> Words:
    return _("Thank you, %(name)s.") % {"name": name} if name else _("Thank you.")


def _words(order: OrderState, attempt_state: str) -> Words:
    unfit = UNFIT.get(order, {})
    if attempt_state in unfit:
        return unfit[AttemptState(attempt_state)]
    return WORDS.get(order, CHARGED)


def _total_words(order: OrderState, attempt_state: str) -> Words:
    """Of the order's total; where the payment does not fit the order it may be another sum."""
    if attempt_state in (A.AUTHORISED, A.CAPTURING) and order in HELD_FOR | {S.APPROVED}:
        return _("Held on your card")
    if attempt_state == A.CAPTURED and order in PAID_FOR:
        return _("Charged to your card")
    return _("Total")
