"""What each mail to a shopper says, in words that are true when it is sent: plain values.

A letter that is not true any more is None and stays unsent.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from catalog.money import price
from checkout.order.bill import Bill
from checkout.order.receipt import GivenBack, Paid
from checkout.order.states import DEAD, SENT, OrderState
from checkout.payment.states import HOLDING, AttemptState

A, S = AttemptState, OrderState


@dataclass(frozen=True, slots=True)
class Case:
    """An order as its letters see it; `attempt` is the state of its last payment, "" for none.

    Days are written out. `is_asked`: the pharmacist waits for an answer. `refund` and the card it
    goes to are those a letter is about. `attended`: a person has been called to its payment.
    `sent`: carrier and tracking number, once it is. `leaflets`: the order's page has some.
    """

    number: str
    order: OrderState
    bill: Bill
    attempt: str = ""
    needs_pharmacist: bool = True
    paid: Paid = field(default_factory=Paid)
    pay_until: str = ""
    hold_ends: str = ""
    answer_until: str = ""
    is_asked: bool = False
    refund: GivenBack | None = None
    card: str = ""
    attended: bool = False
    leaflets: bool = False
    sent: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """`lead` is what matters most and `rest` what follows from it.

    `total` is what the total of the packs is called; without it they are left out. `shows_paid`:
    what was charged, went back and remains. `page` is the order's page behind the button.
    """

    subject: str
    heading: str
    opening: str
    button: str
    lead: str = ""
    rest: str = ""
    total: str = ""
    shows_paid: bool = False
    page: str = "order"


def received(case: Case) -> Letter | None:
    """A confirmation, also where it comes late; of money only while the card is plainly held."""
    opening = _what_is_next(case)
    if not opening:
        return None
    lead, rest = _of_a_plain_hold(case)
    return Letter(
        _("We have your order %(number)s") % {"number": case.number},
        heading=_("We have your order"),
        opening=opening,
        lead=lead,
        rest=rest,
        total=_("Held on your card") if lead else _("Total"),
        button=_("See your order"),
    )


def charged(case: Case) -> Letter | None:
    if case.order == S.REFUNDED or case.order in DEAD or not case.paid.remains:
        return None
    if case.bill.is_replaced:
        opening = _(
            "The pharmacist has chosen other packs that fit your prescription, and we get them"
            " ready."
        )
        rest = _("They cost no more than what you ordered.")
    elif case.bill.is_part:
        opening = _("The pharmacist has approved a part of your order, and we get it ready.")
        rest = _("You are not charged for the rest.")
    elif case.needs_pharmacist:
        opening, rest = _("The pharmacist has approved your order, and we get it ready."), ""
    else:
        opening, rest = _("Your order is paid, and we get it ready."), ""
    is_plain = case.paid.charged == case.bill.total
    return Letter(
        _("Your card was charged for order %(number)s") % {"number": case.number},
        heading=_("Your card was charged"),
        opening=opening,
        lead=_("Your card was charged once, for the sum below.") if is_plain else _more_than(case),
        rest=rest,
        total=_("Charged") if is_plain else _("For what was approved"),
        shows_paid=not is_plain,
        button=_("See your order"),
    )


def pay(case: Case) -> Letter | None:
    if case.order != S.APPROVED_AWAITING_PAYMENT or case.paid.remains:
        return None
    total = price(case.bill.total)
    if case.attempt in HOLDING:
        lead = _("The earlier hold on your card is being released.")
    else:
        lead = _("Nothing is held on your card.")
    rest = _(
        "Pay exactly %(total)s until %(until)s. After that the order ends and nothing is charged."
    )
    return Letter(
        _("Order %(number)s is approved: pay to go on") % {"number": case.number},
        heading=_("Your order is approved"),
        opening=_what_is_approved(case),
        lead=lead,
        rest=rest % {"total": total, "until": case.pay_until},
        total=_("To pay"),
        button=_("Pay %(total)s") % {"total": total},
    )


def refunded(case: Case) -> Letter | None:
    refund = case.refund
    if refund is None or refund.has_failed:
        return None
    if case.card:
        lead = _("%(sum)s is on its way back to your card, %(card)s.")
    else:
        lead = _("%(sum)s is on its way back to your card.")
    if case.paid.remains:
        opening = _("We give back a part of what you paid.")
    else:
        opening = _("We give back all that you paid.")
    return Letter(
        _("A refund for your order %(number)s") % {"number": case.number},
        heading=_("Your refund is on its way"),
        opening=opening,
        lead=lead % {"sum": price(refund.amount), "card": case.card},
        rest=banks_take_their_time(),
        shows_paid=True,
        button=_("See your order"),
    )


def on_its_way(case: Case) -> Letter | None:
    if case.order not in SENT:
        return None
    rest = _("Follow the parcel at the carrier's by this number.")
    if case.leaflets:
        rest = _(
            "Follow the parcel at the carrier's by this number. The leaflets of your medicines are"
            " on the order's page."
        )
    return Letter(
        _("Your order %(number)s is on its way") % {"number": case.number},
        heading=_("Your order is on its way"),
        opening=_("Your order has left our pharmacy."),
        lead=f"{case.sent}.",
        rest=rest,
        button=_("See your order"),
    )


def link(case: Case) -> Letter | None:
    return Letter(
        _("The link to your order %(number)s") % {"number": case.number},
        heading=_("The link to your order"),
        opening=_("Somebody, most likely you, has asked for the link to this order."),
        lead=_("It opens the order in any browser, for 30 days."),
        rest=_("If it was not you, do nothing: nobody but you gets this mail."),
        button=_("See your order"),
    )


TO_THE_SHOPPER: Mapping[str, Callable[[Case], Letter | None]] = {
    letter.__name__: letter for letter in (received, charged, pay, refunded, on_its_way, link)
}


def _what_is_next(case: Case) -> str:
    """Of an order that is on its way; "" where another mail says more than that we have it."""
    if case.order == S.AWAITING_PHARMACIST:
        return _("Thank you. A pharmacist looks at your order next. You need do nothing now.")
    if case.order in (S.APPROVED, S.PAID) and not case.needs_pharmacist:
        return _("Thank you. We get your order ready.")
    if case.order in (S.APPROVED, S.APPROVED_AWAITING_PAYMENT, S.PAID):
        return _what_is_approved(case)
    return ""


def _of_a_plain_hold(case: Case) -> tuple[str, str]:
    """Where the sum that is held is the total of the packs, and nothing else happened to it."""
    if case.paid.charged or case.attempt not in (A.AUTHORISED, A.CAPTURING):
        return "", ""
    if case.order == S.AWAITING_PHARMACIST:
        return _("Nothing is charged yet."), _(
            "Your card is held now and charged only for what the pharmacist approves."
        )
    if case.order == S.APPROVED and not case.needs_pharmacist:
        return _("Your card is held now."), _("It is charged next.")
    return "", ""


def _what_is_approved(case: Case) -> str:
    if case.bill.is_replaced:
        return _(
            "The pharmacist has chosen other packs that fit your prescription: they are below, and"
            " cost no more than what you ordered."
        )
    if case.bill.is_part:
        return _(
            "The pharmacist has approved a part of your order: it is below, at its price."
            " You do not pay for the rest."
        )
    if case.needs_pharmacist:
        return _("The pharmacist has approved your order.")
    return _("Your order can be sent as soon as it is paid.")


def _more_than(case: Case) -> str:
    """Staff charged another sum by hand and gave the difference back."""
    return _("Your card was charged %(charged)s, and %(back)s of it goes back to it.") % {
        "charged": price(case.paid.charged),
        "back": price(case.paid.given_back),
    }


def banks_take_their_time() -> str:
    return _("Banks take up to 10 working days to show it.")
