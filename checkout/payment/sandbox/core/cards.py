"""Stripe's test cards and what each one does. Any other number is refused, so that no real card
can end up in the sandbox. Source: docs.stripe.com/testing.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from checkout.payment.sandbox.core.work import Json

_DECLINED = "Your card was declined."


@dataclass(frozen=True, slots=True)
class Decline:
    """Why a bank says no: Stripe's code, the bank's own and the sentence the shopper reads."""

    code: str
    decline_code: str | None
    message: str


@dataclass(frozen=True, slots=True)
class TestCard:
    number: str
    says: str  # what the payment page promises about it
    brand: str = "visa"
    decline: Decline | None = None
    blocked: bool = False  # stopped by Stripe's own fraud rules, before the bank
    challenge: bool = False  # the bank asks for 3-D Secure
    refund: str = "succeeded"  # "pending": settles later; "failing": succeeds first, fails later
    dispute: str | None = None  # the reason, once the money is taken
    inquiry: bool = False  # a question from the bank, not yet a dispute
    warning: bool = False  # an early fraud warning

    @property
    def last4(self) -> str:
        return self.number[-4:]

    @property
    def spaced(self) -> str:
        """In groups, as printed on the card."""
        ends = (4, 10, 15) if self.brand == "amex" else (4, 8, 12, 16)
        return " ".join(self.number[start:end] for start, end in pairwise((0, *ends)))


def _declined(number: str, decline_code: str, message: str = _DECLINED) -> TestCard:
    says = f"Declined: {decline_code.replace('_', ' ')}"
    return TestCard(number, says, decline=Decline("card_declined", decline_code, message))


def _refused(number: str, code: str, says: str, message: str) -> TestCard:
    return TestCard(number, says, decline=Decline(code, None, message))


def _table(cards: Iterable[TestCard]) -> dict[str, TestCard]:
    return {card.number: card for card in cards}


TEST_CARDS = _table(
    [
        TestCard("4242424242424242", "Payment succeeds"),
        _declined("4000000000000002", "generic_decline"),
        _declined("4000000000009995", "insufficient_funds", "Your card has insufficient funds."),
        TestCard("4000002760003184", "3-D Secure always, then succeeds", challenge=True),
        TestCard("5555555555554444", "Payment succeeds (Mastercard)", brand="mastercard"),
        TestCard("378282246310005", "Payment succeeds (American Express)", brand="amex"),
        _declined("4000000000009987", "lost_card"),
        _declined("4000000000009979", "stolen_card"),
        _declined(
            "4000000000006975",
            "card_velocity_exceeded",
            "Your card was declined for making repeated attempts too frequently or exceeding its "
            "amount limit.",
        ),
        _refused("4000000000000069", "expired_card", "Expired card", "Your card has expired."),
        _refused(
            "4000000000000127",
            "incorrect_cvc",
            "Wrong security code",
            "Your card's security code is incorrect.",
        ),
        _refused(
            "4000000000000119",
            "processing_error",
            "Processing error",
            "An error occurred while processing your card. Try again in a little bit.",
        ),
        TestCard(
            "4100000000000019",
            "Blocked as fraud",
            decline=Decline("card_declined", "fraudulent", _DECLINED),
            blocked=True,
        ),
        TestCard("4000002500003155", "3-D Secure, then succeeds", challenge=True),
        TestCard(
            "4000008260003178",
            "3-D Secure, then insufficient funds",
            challenge=True,
            decline=Decline(
                "card_declined", "insufficient_funds", "Your card has insufficient funds."
            ),
        ),
        TestCard(
            "4000008400001629",
            "3-D Secure, then declined",
            challenge=True,
            decline=Decline("card_declined", "generic_decline", _DECLINED),
        ),
        TestCard("4000000000007726", "A refund is pending first", refund="pending"),
        TestCard("4000000000005126", "A refund fails later", refund="failing"),
        TestCard("4000000000000259", "Disputed as fraud", dispute="fraudulent"),
        TestCard("4000000000002685", "Disputed: not received", dispute="product_not_received"),
        TestCard("4000000000001976", "The bank asks about it", dispute="general", inquiry=True),
        TestCard("4000000000005423", "Early fraud warning", warning=True),
    ]
)


def passes_luhn(number: str) -> bool:
    """The check digit every card number carries (ISO/IEC 7812)."""
    digits = [int(digit) for digit in reversed(number)]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


@dataclass(frozen=True, slots=True)
class CardDetails:
    """What the shopper typed."""

    number: str
    exp_month: int = 12
    exp_year: int = 2034
    cvc: str = "123"
    name: str = "Sam Example"


def fingerprint(number: str) -> str:
    return hashlib.sha256(number.encode()).hexdigest()[:16]


def payment_method_answer(method: str, card: CardDetails, created: int, email: str | None) -> Json:
    """The card as a PaymentMethod, as a failed payment carries it."""
    known = TEST_CARDS[card.number]
    return {
        "id": method,
        "object": "payment_method",
        "allow_redisplay": "limited",
        "billing_details": billing_details(card.name, email),
        "card": {
            "brand": known.brand,
            "checks": {
                "address_line1_check": None,
                "address_postal_code_check": None,
                "cvc_check": None,
            },
            "country": "US",
            "display_brand": known.brand,
            "exp_month": card.exp_month,
            "exp_year": card.exp_year,
            "fingerprint": fingerprint(card.number),
            "funding": "credit",
            "generated_from": None,
            "last4": known.last4,
            "networks": {"available": [known.brand], "preferred": None},
            "regulated_status": "unregulated",
            "three_d_secure_usage": {"supported": True},
            "wallet": None,
        },
        "created": created,
        "customer": None,
        "livemode": False,
        "metadata": {},
        "type": "card",
    }


def billing_details(name: str, email: str | None) -> Json:
    empty = ("city", "country", "line1", "line2", "postal_code", "state")
    return {
        "address": dict.fromkeys(empty),
        "email": email,
        "name": name,
        "phone": None,
        "tax_id": None,
    }
