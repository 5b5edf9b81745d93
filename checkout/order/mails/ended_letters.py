"""Letters about an order that has ended: why, and what became of the money."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from catalog.money import price
from checkout.order.mails.letters import Case, Letter, banks_take_their_time
from checkout.order.states import OrderState
from checkout.payment.states import HOLDING, AttemptState

A, S = AttemptState, OrderState


def rejected(case: Case) -> Letter | None:
    lead, rest = _what_became_of_the_money(case)
    return Letter(
        _("Order %(number)s was not approved") % {"number": case.number},
        heading=_("Your order was not approved"),
        opening=_("The pharmacist could not approve your order. We are sorry."),
        lead=lead,
        rest=rest,
        total=_total_of_the_ended(case),
        shows_paid=bool(case.paid.charged),
        button=_("See your order"),
    )


def expired(case: Case) -> Letter | None:
    if case.order != S.EXPIRED:
        return None
    lead, rest = _what_became_of_the_money(case)
    return Letter(
        _("Order %(number)s has ended: it was not paid in time") % {"number": case.number},
        heading=_("Your order has ended"),
        opening=_(
            "Your order was approved but not paid in time, so it has ended. If you still want it,"
            " order again: its page puts the same packs in your cart, at today's prices."
        ),
        lead=lead,
        rest=rest,
        total=_total_of_the_ended(case),
        shows_paid=bool(case.paid.charged),
        button=_("Order again"),
    )


def unanswered(case: Case) -> Letter | None:
    """Nothing came of what the patient was asked for. Like what asked for it, it shows no packs."""
    if case.order != S.EXPIRED:
        return None
    lead, rest = _what_became_of_the_money(case)
    return Letter(
        _("Order %(number)s has ended: we heard nothing from you") % {"number": case.number},
        heading=_("Your order has ended"),
        opening=_(
            "We waited for you and heard nothing, so your order has ended. If you still want it,"
            " its page puts the same packs in your cart, at today's prices."
        ),
        lead=lead,
        rest=rest,
        shows_paid=bool(case.paid.charged),
        button=_("Order again"),
    )


ENDED: Mapping[str, Callable[[Case], Letter | None]] = {
    letter.__name__: letter for letter in (rejected, expired, unanswered)
}


def _what_became_of_the_money(case: Case) -> tuple[str, str]:
    """Of an order that has ended."""
    paid = case.paid
    if paid.charged:
        lead = _("%(sum)s was charged.") % {"sum": price(paid.charged)}
        if paid.remains:
            attended = _("We are putting it right.")
            return lead, attended if case.attended else _("Write to us about it.")
        return lead, f"{_('All of it is on its way back to your card.')} {banks_take_their_time()}"
    lead = _("Nothing was charged.")
    if case.attempt == A.RELEASED:
        return lead, _(
            "The hold on your card is released; your bank may take a few days to show it."
        )
    if case.attempt in HOLDING:
        return lead, _(
            "The hold on your card is being released; your bank may take a few days to show it."
        )
    return lead, _("Nothing is held on your card.")


def _total_of_the_ended(case: Case) -> str:
    return _("Total") if case.paid.charged else _("Not charged")
