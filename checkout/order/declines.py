"""Why a card was not accepted, in words that say what to do.

Stripe's sentences are those of https://docs.stripe.com/declines/codes. Lost, stolen and suspicious
cards are all "declined" there, and stay so here: who holds such a card is not to know.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from checkout.order.timeline import Words

_another_or_bank = _(
    "The bank does not say why. Take another card, or ask the bank that issued this one."
)
_security_code = _("The security code does not fit the card. Look at it once more and try again.")
_number = _("There is no card with this number. Look at it once more and try again.")
_not_confirmed = _(
    "Your bank could not make sure that it is you. Try again and confirm the payment there, or take"
    " another card."
)
_not_processed = _("The payment could not be processed. Try again in a few minutes.")
OURS: Mapping[str, Words] = {
    "Your card was declined.": _another_or_bank,
    "Your card has insufficient funds.": _("There is not enough money for it on this card."),
    "Your card has expired.": _("The card has expired. Take another one."),
    "Your card's security code is incorrect.": _security_code,
    "Your card's security code is invalid.": _security_code,
    "Your card number is incorrect.": _number,
    "Your card number is invalid.": _number,
    "Your card is not supported.": _("Cards of this kind are not accepted. Take another one."),
    "Your card does not support this type of purchase.": _(
        "This card cannot be used for such a purchase. Take another one."
    ),
    "Your card was declined for making repeated attempts too frequently or exceeding its amount"
    " limit.": _("The card was tried too often, or this is above its limit. Take another one."),
    "An error occurred while processing your card. Try again in a little bit.": _not_processed,
    "An error occurred while processing your card.": _not_processed,
    "We are unable to authenticate your payment method. Please choose a different payment method"
    " and try again.": _not_confirmed,
    "The provided PaymentMethod has failed authentication. You can provide payment_method_data or a"
    " new PaymentMethod to attempt to fulfill this PaymentIntent again.": _not_confirmed,
}


def decline_words(reason: str) -> Words:
    """Our words for a sentence of Stripe's; its own where we have none, "" for "".

    Reasons are stored in 255 characters.
    """
    return OURS.get(reason, reason)
