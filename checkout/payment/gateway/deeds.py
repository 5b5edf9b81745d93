"""What we ask Stripe to do, each under an idempotency key. All raise GatewayError."""

from dataclasses import dataclass
from datetime import datetime

from checkout.payment.gateway.door import client, translated
from checkout.payment.gateway.moments import moment, seconds


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A payment page waiting for the shopper."""

    session_id: str
    url: str
    expires_at: datetime


def open_session(
    *,
    number: str,
    email: str,
    amount: int,
    currency: str,
    at_once: bool,
    expires_at: datetime,
    success_url: str,
    cancel_url: str,
    key: str,
) -> OpenSession:
    """Open the hosted payment page of an order; the card will be held, or charged `at_once`.

    Stripe learns the order's number and a total in minor units, never a medicine.
    """
    metadata = {"order": number}
    with translated():
        session = client().v1.checkout.sessions.create(
            {
                "mode": "payment",
                "payment_method_types": ["card"],
                "adaptive_pricing": {"enabled": False},
                "line_items": [
                    {
                        "quantity": 1,
                        "price_data": {
                            "currency": currency.lower(),
                            "unit_amount": amount,
                            "product_data": {"name": f"Order {number}"},
                        },
                    }
                ],
                "payment_intent_data": {
                    "capture_method": "automatic" if at_once else "manual",
                    "metadata": metadata,
                },
                "client_reference_id": number,
                "customer_email": email,
                "metadata": metadata,
                "expires_at": seconds(expires_at),
                "success_url": success_url,
                "cancel_url": cancel_url,
            },
            {"idempotency_key": key},
        )
    return OpenSession(session.id, session.url or "", moment(session.expires_at))


def expire_session(session_id: str, *, key: str) -> None:
    """Close a payment page nobody has completed. Refusal if it is not open."""
    with translated():
        client().v1.checkout.sessions.expire(session_id, None, {"idempotency_key": key})


def capture(intent_id: str, *, amount: int, key: str) -> None:
    """Charge `amount` minor units of a held card; the rest of the hold is let go.

    Refusal where nothing is held any more, or where the bank says no.
    """
    with translated():
        client().v1.payment_intents.capture(
            intent_id, {"amount_to_capture": amount}, {"idempotency_key": key}
        )


def release(intent_id: str, *, key: str) -> None:
    """Let go of a held card. Refusal where nothing is held."""
    with translated():
        client().v1.payment_intents.cancel(intent_id, None, {"idempotency_key": key})


def refund(intent_id: str, *, amount: int, token: str, key: str) -> None:
    """Give `amount` minor units of what was charged back; `token` tells it from others later.

    Refusal where so much is not left, or where a dispute holds the money.
    """
    with translated():
        client().v1.refunds.create(
            {"payment_intent": intent_id, "amount": amount, "metadata": {"refund": token}},
            {"idempotency_key": key},
        )
