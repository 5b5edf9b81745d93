"""For each kind of trouble with a payment: words for staff, and what may be done about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from checkout.order.desk.troubles import Kind

K = Kind


class Deed(StrEnum):
    """What a person may do about a payment."""

    TRY_NOW = "try_now"
    ASK_TO_PAY = "ask_to_pay"
    REFUND = "refund"
    REFUND_DIFFERENCE = "refund_difference"
    DECIDE = "decide"
    AT_STRIPE = "at_stripe"
    GIVE_UP_MAIL = "give_up_mail"
    PUT_ASIDE = "put_aside"
    GIVE_UP = "give_up"


D = Deed
NEEDS: Mapping[Deed, str] = {
    D.TRY_NOW: "order.repair_order",
    D.ASK_TO_PAY: "order.repair_order",
    D.REFUND: "order.refund_order",
    D.REFUND_DIFFERENCE: "order.refund_order",
    D.DECIDE: "prescriptions.decide_case",
    D.AT_STRIPE: "order.view_order",
    D.GIVE_UP_MAIL: "order.repair_order",
    D.PUT_ASIDE: "order.repair_order",
    D.GIVE_UP: "order.repair_order",
}


@dataclass(frozen=True, slots=True)
class Advice:
    """For one kind of trouble. The first deed that is possible is the one that helps."""

    heading: str | Promise
    body: str | Promise
    deeds: tuple[Deed, ...]
    state: str = "stop"


ADVICE: Mapping[Kind, Advice] = {
    K.LOST: Advice(
        gettext_lazy("The dispute is lost."),
        gettext_lazy(
            "%(says)s What is still on the shelf stays there: end the order. What has left it and"
            " was not sent is destroyed and written down as come back first."
        ),
        (D.GIVE_UP, D.PUT_ASIDE, D.AT_STRIPE),
    ),
    K.DISPUTED: Advice(
        gettext_lazy("The bank disputes the charge."),
        "%(says)s",
        (D.AT_STRIPE, D.PUT_ASIDE),
    ),
    K.INQUIRY: Advice(
        gettext_lazy("The bank asks about the charge."),
        gettext_lazy("%(says)s A refund ends the question, too."),
        (D.AT_STRIPE, D.REFUND, D.PUT_ASIDE),
    ),
    K.FRAUD_WARNED: Advice(
        gettext_lazy("The card's bank warns of fraud."),
        gettext_lazy("Refund it before it becomes a dispute, and dispense nothing for it."),
        (D.REFUND, D.AT_STRIPE, D.PUT_ASIDE),
    ),
    K.CHARGED_IN_VAIN: Advice(
        gettext_lazy("%(kept)s is charged, but the order is %(order)s."),
        gettext_lazy("Nothing is dispensed for it: give it back."),
        (D.REFUND, D.AT_STRIPE, D.PUT_ASIDE),
    ),
    K.CHARGED_TOO_MUCH: Advice(
        gettext_lazy("%(more)s too much is charged."),
        gettext_lazy(
            "%(kept)s is charged and %(owed)s was approved. Refund the difference: then the order"
            " is paid."
        ),
        (D.REFUND_DIFFERENCE, D.AT_STRIPE, D.PUT_ASIDE, D.GIVE_UP),
    ),
    K.CHARGED_TOO_LITTLE: Advice(
        gettext_lazy("Less is charged than was approved."),
        gettext_lazy(
            "%(kept)s is charged and %(owed)s was approved. A card is charged once: cancel the"
            " order, which refunds it, and let the patient order again."
        ),
        (D.GIVE_UP, D.AT_STRIPE, D.REFUND, D.PUT_ASIDE),
    ),
    K.CHARGED_EARLY: Advice(
        gettext_lazy("%(kept)s is charged, but the order is %(order)s."),
        gettext_lazy("Approve what was charged, or reject or cancel the order: that refunds it."),
        (D.DECIDE, D.GIVE_UP, D.AT_STRIPE, D.PUT_ASIDE),
    ),
    K.CHARGED_BESIDE: Advice(
        gettext_lazy("The card is charged twice."),
        gettext_lazy("%(says)s Refund what does not pay for it."),
        (D.REFUND, D.AT_STRIPE, D.PUT_ASIDE),
    ),
    K.REFUND_FAILED: Advice(
        gettext_lazy("A refund did not reach the card."),
        gettext_lazy("%(says)s Or try it once more. Once it is given back, put this aside."),
        (D.REFUND, D.AT_STRIPE, D.PUT_ASIDE),
    ),
    K.CHARGE_FAILS: Advice(
        gettext_lazy("The charge failed.%(hold)s"),
        gettext_lazy(
            "%(says)s%(again)s If that fails, ask the patient to pay with another card: nothing is"
            " dispensed before it is paid."
        ),
        (D.TRY_NOW, D.ASK_TO_PAY, D.AT_STRIPE, D.GIVE_UP),
    ),
    K.HOLD_GONE: Advice(
        gettext_lazy("The card is no longer held, and nothing was charged."),
        gettext_lazy(
            "Decide all the same: for what is approved we mail the patient a link to pay."
        ),
        (D.DECIDE, D.PUT_ASIDE, D.GIVE_UP),
    ),
    K.UNKNOWN: Advice(
        gettext_lazy("This payment is not as we know it."),
        gettext_lazy("%(says)s Look at it at Stripe, then put it right or put this aside."),
        (D.AT_STRIPE, D.PUT_ASIDE, D.REFUND, D.GIVE_UP),
    ),
    K.HOLD_ENDS: Advice(
        gettext_lazy("The hold on the card ends in %(held_for)s."),
        gettext_lazy("Nothing is charged yet. Once it has ended, the patient must pay again."),
        (D.DECIDE, D.GIVE_UP, D.AT_STRIPE),
        "warn",
    ),
    K.HOLD_ENDS_UNCHARGED: Advice(
        gettext_lazy("The hold on the card ends in %(held_for)s."),
        gettext_lazy("Approved, but not charged yet. Then the patient must pay again."),
        (D.TRY_NOW, D.ASK_TO_PAY, D.GIVE_UP, D.AT_STRIPE),
        "warn",
    ),
    K.RELEASE_STUCK: Advice(
        gettext_lazy("The hold is not released yet."),
        gettext_lazy("%(says)s%(again)s"),
        (D.TRY_NOW, D.AT_STRIPE),
    ),
    K.REFUND_STUCK: Advice(
        gettext_lazy("A refund has not reached Stripe yet."),
        gettext_lazy("%(says)s%(again)s"),
        (D.TRY_NOW, D.AT_STRIPE),
    ),
    K.NO_PAGE: Advice(
        gettext_lazy("The payment page cannot be opened."),
        gettext_lazy("%(says)s%(again)s The patient cannot pay meanwhile."),
        (D.TRY_NOW, D.GIVE_UP, D.PUT_ASIDE),
    ),
    K.PAYMENT_DUE: Advice(
        gettext_lazy("Approved, but not paid: the order expires in %(due_in)s."),
        gettext_lazy("The patient has a link to pay. Mailed again, it is good for 7 more days."),
        (D.ASK_TO_PAY, D.GIVE_UP),
        "warn",
    ),
    K.MAIL_STUCK: Advice(
        gettext_lazy("A mail cannot be sent."),
        gettext_lazy("%(says)s%(again)s The rest of the order goes on."),
        (D.TRY_NOW, D.GIVE_UP_MAIL),
        "warn",
    ),
}
