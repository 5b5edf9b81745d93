"""Charges: one try to take money with one card, held first and captured or released later."""

from dataclasses import dataclass
from typing import ClassVar

from checkout.payment.sandbox.core import cards, lists, store
from checkout.payment.sandbox.core.cards import TEST_CARDS, CardDetails, TestCard
from checkout.payment.sandbox.core.errors import no_such
from checkout.payment.sandbox.core.shapes import Text, listing, only
from checkout.payment.sandbox.core.work import Json, Params, Work, new_id

# what Visa, Mastercard, American Express and Discover give a shopper's own payment
AUTHORISATION_LIFE = 7 * 24 * 3600

LIST = listing({"payment_intent": Text()})
RETRIEVE = only()


@dataclass(slots=True)
class Charge(store.Record):
    """`amount_refunded` counts, as Stripe does, what was released uncaptured too."""

    kind: ClassVar[str] = "charge"
    intent: str
    amount: int
    currency: str
    description: str | None
    metadata: dict[str, str]
    email: str | None
    payment_method: str
    card: Json
    challenged: bool
    status: str
    capture_before: int | None = None
    captured: bool = False
    released: bool = False
    amount_captured: int = 0
    amount_refunded: int = 0
    disputed: bool = False
    transaction: str | None = None

    @property
    def details(self) -> CardDetails:
        return CardDetails(**self.card)

    @property
    def test_card(self) -> TestCard:
        return TEST_CARDS[self.card["number"]]

    @property
    def is_held(self) -> bool:
        return self.status == "succeeded" and not self.captured and not self.released

    @property
    def refunded(self) -> bool:
        """Wholly, as Stripe counts it."""
        return self.status == "succeeded" and self.amount_refunded == self.amount


def find(work: Work, key: str, *, param: str = "charge") -> Charge:
    charge = store.get(work.db, Charge, key)
    if charge is None:
        raise no_such("charge", key, param=param)
    return charge


def retrieve(work: Work, key: str, params: Params) -> Json:
    return answer(work, find(work, key))


def list_page(work: Work, key: str, params: Params) -> Json:
    found, more = lists.read(work, Charge, params, intent=params.get("payment_intent"))
    return lists.answer([answer(work, charge) for charge in found], more, "/v1/charges")


def mark_captured(work: Work, charge: Charge, amount: int) -> None:
    charge.captured, charge.amount_captured, charge.due_at = True, amount, None
    charge.transaction = new_id("txn_3")
    store.save(work.db, charge)


def answer(work: Work, charge: Charge) -> Json:
    decline = charge.test_card.decline if charge.status == "failed" else None
    return {
        "id": charge.id,
        "object": "charge",
        "amount": charge.amount,
        "amount_captured": charge.amount_captured,
        "amount_refunded": charge.amount_refunded,
        "application": None,
        "application_fee": None,
        "application_fee_amount": None,
        "balance_transaction": charge.transaction,
        "billing_details": cards.billing_details(charge.details.name, charge.email),
        "calculated_statement_descriptor": "SANDBOX",
        "captured": charge.captured,
        "created": charge.created,
        "currency": charge.currency,
        "customer": None,
        "description": charge.description,
        "disputed": charge.disputed,
        "failure_balance_transaction": None,
        "failure_code": decline.code if decline else None,
        "failure_message": decline.message if decline else None,
        "fraud_details": {},
        "livemode": False,
        "metadata": charge.metadata,
        "on_behalf_of": None,
        "outcome": _outcome(charge),
        "paid": charge.status == "succeeded",
        "payment_intent": charge.intent,
        "payment_method": charge.payment_method,
        "payment_method_details": {"card": _card_details(charge), "type": "card"},
        "radar_options": {},
        "receipt_email": None,
        "receipt_number": None,
        "receipt_url": None,
        "refunded": charge.refunded,
        "review": None,
        "shipping": None,
        "source_transfer": None,
        "statement_descriptor": None,
        "statement_descriptor_suffix": None,
        "status": charge.status,
        "transfer_data": None,
        "transfer_group": None,
    }


def _outcome(charge: Charge) -> Json:
    card, failed = charge.test_card, charge.status == "failed"
    blocked = failed and card.blocked
    decline = card.decline if failed else None
    reason = (decline.decline_code or decline.code) if decline else None
    return {
        "advice_code": "try_again_later" if failed and not blocked else None,
        "network_advice_code": None,
        "network_decline_code": None,
        "network_status": _network_status(failed=failed, blocked=blocked),
        "reason": "highest_risk_level" if blocked else reason,
        "risk_level": "highest" if blocked else "normal",
        "risk_score": 99 if blocked else 20,
        "seller_message": "Declined in the sandbox." if failed else "Payment complete.",
        "type": "blocked" if blocked else ("issuer_declined" if failed else "authorized"),
    }


def _network_status(*, failed: bool, blocked: bool) -> str:
    if blocked:
        return "not_sent_to_network"
    return "declined_by_network" if failed else "approved_by_network"


def _card_details(charge: Charge) -> Json:
    card = charge.test_card
    return {
        "amount_authorized": charge.amount if charge.status == "succeeded" else None,
        "authorization_code": charge.id[-6:].upper() if charge.status == "succeeded" else None,
        "brand": card.brand,
        **({"capture_before": charge.capture_before} if charge.is_held else {}),
        "checks": {
            "address_line1_check": None,
            "address_postal_code_check": None,
            "cvc_check": "pass" if charge.status == "succeeded" else "unchecked",
        },
        "country": "US",
        "exp_month": charge.details.exp_month,
        "exp_year": charge.details.exp_year,
        "extended_authorization": {"status": "disabled"},
        "fingerprint": cards.fingerprint(card.number),
        "funding": "credit",
        "incremental_authorization": {"status": "unavailable"},
        "installments": None,
        "last4": card.last4,
        "mandate": None,
        "multicapture": {"status": "unavailable"},
        "network": card.brand,
        "network_token": {"used": False},
        "network_transaction_id": charge.id[-15:],
        "overcapture": {"maximum_amount_capturable": charge.amount, "status": "unavailable"},
        "regulated_status": "unregulated",
        "three_d_secure": _three_d_secure(charge),
        "wallet": None,
    }


def _three_d_secure(charge: Charge) -> Json | None:
    if not charge.challenged:
        return None
    return {
        "authentication_flow": "challenge",
        "electronic_commerce_indicator": "05",
        "exemption_indicator": None,
        "result": "authenticated",
        "result_reason": None,
        "transaction_id": charge.id[-20:],
        "version": "2.2.0",
    }
