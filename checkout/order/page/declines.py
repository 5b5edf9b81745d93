"""Why a card was not accepted, in words that say what to do.

The codes are those of https://docs.stripe.com/declines/codes and of
https://docs.stripe.com/error-codes. Lost, stolen and suspicious cards are told as any card a bank
refuses without a reason: who holds such a card is not to know.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from checkout.order.page.timeline import Words

ANOTHER_OR_BANK = _(
    "The bank does not say why. Use another card, or ask the bank that issued this one."
)
_security_code = _("The security code does not match the card. Check it and try again.")
_number = _("There is no card with this number. Check it and try again.")
_expired = _("The card has expired. Use another card.")
_kind_of_card = _("Cards of this kind are not accepted. Use another card.")
_purchase = _("This card cannot be used for this kind of purchase. Use another card.")
_too_much = _("The card was tried too often, or this is above its limit. Use another card.")
_not_confirmed = _(
    "Your bank could not confirm that it was you. Try again and confirm the payment there, or use"
    " another card."
)
_not_processed = _("The payment could not be processed. Try again in a few minutes.")
BY_CODE: Mapping[str, Words] = {
    "insufficient_funds": _("There is not enough money on this card. Use another one."),
    "expired_card": _expired,
    "invalid_expiry_month": _expired,
    "invalid_expiry_year": _expired,
    "incorrect_cvc": _security_code,
    "invalid_cvc": _security_code,
    "incorrect_number": _number,
    "invalid_number": _number,
    "card_not_supported": _kind_of_card,
    "currency_not_supported": _kind_of_card,
    "transaction_not_allowed": _purchase,
    "service_not_allowed": _purchase,
    "card_velocity_exceeded": _too_much,
    "withdrawal_count_limit_exceeded": _too_much,
    "authentication_required": _not_confirmed,
    "payment_intent_authentication_failure": _not_confirmed,
    "processing_error": _not_processed,
    "issuer_not_available": _not_processed,
    "try_again_later": _not_processed,
    "reenter_transaction": _not_processed,
}


def decline_words(code: str) -> Words:
    """Our words for a code of Stripe's; "" for "", the plainest where we have none of our own."""
    return BY_CODE.get(code, ANOTHER_OR_BANK) if code else ""
