"""What a shopper is told about an order's payment, and what can be done about it: plain values."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from checkout.order.cancelling import against_cancelling
from checkout.order.page.declines import decline_words
from checkout.order.page.payment_words import nothing_paid_yet, payment_words
from checkout.order.page.standing import Standing
from checkout.order.page.timeline import Words
from checkout.order.states import DEAD, OPEN_CASES, PAID_FOR, OrderState
from checkout.payment.facts import GONE
from checkout.payment.states import HOLDING, LIVE, AttemptState

A, S = AttemptState, OrderState

# A mail about it was sent, or is under way.
MAILED = OPEN_CASES | PAID_FOR | {S.APPROVED, S.APPROVED_AWAITING_PAYMENT, S.REJECTED}
ENDED = {
    S.REJECTED: _("Your order was not approved."),
    S.CANCELLED: _("Your order is cancelled."),
    S.EXPIRED: _("Your order has expired."),
    S.REFUNDED: _("Your order is refunded."),
}


@dataclass(frozen=True, slots=True)
class PaymentView:
    """The truth about a payment in words, and which buttons stand beside it.

    `writes`: a mail about it is under way. `unconfirmed`: Stripe may know more than we do.
    `asks_patient`: the order waits for something the patient sends. `closing`: the order is dead
    and Stripe has not let go of its payment yet. `looks_again`: something is about to change, and
    the page shows it by itself.
    """

    headline: Words
    words: Words
    total_words: Words = _("Total")
    writes: bool = False
    declined: Words = ""
    can_pay: bool = False
    can_change: bool = False
    can_order_again: bool = False
    unconfirmed: bool = False
    closing: bool = False
    looks_again: bool = False
    asks_patient: bool = False


def payment_view(at: Standing, *, name: str = "") -> PaymentView:
    """From where an order and its payments stand; `name` is the shopper's first."""
    to_be_paid = at.order == S.AWAITING_PAYMENT and not (_is_taken(at) or at.paid.charged)
    closing = at.order in DEAD and at.attempt in LIVE
    can_pay = may_pay(at)
    unconfirmed = can_pay and at.attempt == A.SESSION_OPEN and not at.declined
    return PaymentView(
        _headline(at, name),
        nothing_paid_yet() if to_be_paid else payment_words(at),
        _total_words(at),
        writes=at.order in MAILED and _fits(at),
        declined=decline_words(at.declined) if can_pay else "",
        can_pay=can_pay,
        can_change=may_be_cancelled(at),
        can_order_again=at.order in DEAD and not closing,
        unconfirmed=unconfirmed,
        closing=closing,
        looks_again=_is_about_to_change(at) or (unconfirmed and at.returned),
        asks_patient=at.order == S.NEEDS_INFORMATION,
    )


def may_pay(at: Standing) -> bool:
    """Whether a payment page can be opened: nothing is held, taken or over."""
    if _is_taken(at):
        return False
    if at.order == S.AWAITING_PAYMENT:
        return at.attempt in (A.NEW, A.SESSION_OPEN)
    return at.order == S.APPROVED_AWAITING_PAYMENT and not at.overdue


def may_be_cancelled(at: Standing) -> bool:
    """As actions.cancel has it, by the same rule."""
    return not against_cancelling(
        at.order,
        needs_pharmacist=at.needs_pharmacist,
        is_charged=bool(at.paid.charged),
        is_being_charged=at.being_charged,
    )


def _is_taken(at: Standing) -> bool:
    """Money is on its way or kept: nobody is asked to pay again. What went back is owed anew."""
    return at.attempt in HOLDING or bool(at.paid.remains)


def _is_about_to_change(at: Standing) -> bool:
    """Whether Stripe is asked to do something just now. What takes longer is not waited for."""
    if at.paid.remains or not at.moved_lately:
        return False
    if at.order in DEAD:
        return at.attempt in LIVE
    return at.order in (S.APPROVED, S.APPROVED_AWAITING_PAYMENT) and at.attempt in HOLDING


def _fits(at: Standing) -> bool:
    """Whether the payment is where the last mail says it is."""
    if at.paid.charged:
        return at.order in PAID_FOR | {S.REJECTED} or may_pay(at)
    return not (at.order in OPEN_CASES and at.attempt in GONE)


def _headline(at: Standing, name: str) -> Words:
    if may_pay(at) and at.order == S.AWAITING_PAYMENT:
        return _("Almost done: pay for your order.")
    if may_pay(at):
        return _("Your order is approved: pay to go on.")
    if at.order == S.REFUNDED and at.paid.left and not at.paid.given_back_otherwise:
        return _("Your refund is not complete.")
    if at.order in ENDED:
        return ENDED[at.order]
    if at.order == S.NEEDS_INFORMATION:
        return _("We need something from you.")
    return _("Thank you, %(name)s.") % {"name": name} if name else _("Thank you.")


def _total_words(at: Standing) -> Words:
    """Of what is approved; what was charged besides is told in lines of its own."""
    if at.paid.charged and not may_pay(at):
        fits = at.paid.charged == at.to_pay and at.order in PAID_FOR
        return _("Charged to your card") if fits else _("Total")
    if at.attempt in (A.AUTHORISED, A.CAPTURING):
        if at.order in OPEN_CASES:
            return _("Held on your card")
        if at.order == S.APPROVED:
            return _("Being charged to your card")
    return _("To pay") if at.order == S.APPROVED_AWAITING_PAYMENT else _("Total")
