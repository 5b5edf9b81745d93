"""The sandbox for tests: fixtures, and a shop in few words that speaks with it by the real SDK.

Other tests take them with `from tests.checkout.payment.sandbox.fixtures import *`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import stripe

from checkout.payment.sandbox.core.sandbox import Sandbox
from tests.checkout.payment.openapi import CheckedSandboxClient, OpenApi, published

__all__ = [
    "Inbox",
    "Shop",
    "openapi",
    "session_params",
    "shop",
    "stripe_client",
    "stripe_http",
    "stripe_sandbox",
]

WEBHOOK_SECRET = "whsec_tests"
SHOP = "http://127.0.0.1:8000"


@pytest.fixture(scope="session")
def openapi(request: pytest.FixtureRequest) -> OpenApi:
    """Stripe's published OpenAPI."""
    cache = getattr(request.config, "cache", None)  # absent where pytest runs without one
    return OpenApi(published(Path(cache.mkdir("stripe-openapi")) if cache else None))


@pytest.fixture
def stripe_sandbox(tmp_path: Path) -> Iterator[Sandbox]:
    sandbox = Sandbox(tmp_path / "stripe.sqlite", webhook_secret=WEBHOOK_SECRET)
    yield sandbox
    sandbox.close()


@pytest.fixture
def stripe_http(stripe_sandbox: Sandbox, openapi: OpenApi) -> Iterator[CheckedSandboxClient]:
    """The HTTP client for the SDK; every request, answer and event is held against the OpenAPI."""
    client = CheckedSandboxClient(stripe_sandbox, openapi=openapi)
    yield client
    client.check_events()


@pytest.fixture
def stripe_client(stripe_http: CheckedSandboxClient) -> stripe.StripeClient:
    return stripe.StripeClient("sk_test_tests", http_client=stripe_http)


@pytest.fixture
def shop(stripe_client: stripe.StripeClient, stripe_sandbox: Sandbox) -> "Shop":
    return Shop(stripe_client, stripe_sandbox)


def session_params(
    now: int, *, order: str = "1234", total: int = 10435, capture: str = "manual"
) -> dict[str, Any]:
    """A Checkout Session as the shop's rules want it."""
    product = {"name": f"Order {order}"}
    price = {"currency": "usd", "unit_amount": total, "product_data": product}
    return {
        "mode": "payment",
        "payment_method_types": ["card"],
        "adaptive_pricing": {"enabled": False},
        "line_items": [{"quantity": 1, "price_data": price}],
        "payment_intent_data": {
            "capture_method": capture,
            "description": f"Order {order}",
            "metadata": {"order": order},
        },
        "metadata": {"order": order},
        "client_reference_id": order,
        "customer_email": "sam@example.com",
        "expires_at": now + 31 * 60,
        "success_url": f"{SHOP}/orders/{order}/return/?session={{CHECKOUT_SESSION_ID}}",
        "cancel_url": f"{SHOP}/orders/{order}/",
    }


class Shop:
    """What a shop does with Stripe."""

    def __init__(self, client: stripe.StripeClient, sandbox: Sandbox) -> None:
        self.client = client
        self.sandbox = sandbox

    def params(self, **named: Any) -> dict[str, Any]:
        return session_params(self.sandbox.now(), **named)

    def open(self, *, key: str | None = None, **named: Any) -> stripe.checkout.Session:
        return self.client.v1.checkout.sessions.create(
            self.params(**named), {"idempotency_key": key} if key else {}
        )

    def session(self, session: str) -> stripe.checkout.Session:
        """As the shop's sync asks for it."""
        return self.client.v1.checkout.sessions.retrieve(
            session, {"expand": ["payment_intent.latest_charge.refunds"]}
        )

    def held(self, *, card: str = "4242424242424242", **named: Any) -> stripe.PaymentIntent:
        """An order paid by a shopper: the money is held."""
        session = self.open(**named)
        self.sandbox.pay(session.id, card)
        intent = self.session(session.id).payment_intent
        assert isinstance(intent, stripe.PaymentIntent)
        return intent

    def paid(self, *, card: str = "4242424242424242", **named: Any) -> stripe.PaymentIntent:
        """An order paid by a shopper, the money taken at once."""
        return self.held(card=card, capture="automatic", **named)

    def captured(self, *, take: int | None = None, **named: Any) -> stripe.PaymentIntent:
        return self.capture(self.held(**named).id, take)

    def intent(self, intent: str) -> stripe.PaymentIntent:
        return self.client.v1.payment_intents.retrieve(
            intent, {"expand": ["latest_charge.refunds"]}
        )

    def charge(self, intent: str) -> stripe.Charge:
        charge = self.intent(intent).latest_charge
        assert isinstance(charge, stripe.Charge)
        return charge

    def capture(
        self, intent: str, amount: int | None = None, *, key: str | None = None
    ) -> stripe.PaymentIntent:
        part = {} if amount is None else {"amount_to_capture": amount}
        options = {"idempotency_key": key} if key else {}
        return self.client.v1.payment_intents.capture(intent, part, options)

    def cancel(self, intent: str) -> stripe.PaymentIntent:
        return self.client.v1.payment_intents.cancel(intent)

    def refund(
        self, intent: str, amount: int | None = None, *, key: str | None = None
    ) -> stripe.Refund:
        part = {} if amount is None else {"amount": amount}
        options = {"idempotency_key": key} if key else {}
        return self.client.v1.refunds.create({"payment_intent": intent, **part}, options)

    def events(self) -> list[str]:
        """The types of everything that happened, oldest first."""
        return [event["type"] for event in self.sandbox.events()]


@dataclass
class Inbox:
    """A webhook receiver that keeps what it gets, and answers with these statuses, then 200."""

    answers: list[int] = field(default_factory=list)
    got: list[stripe.Event] = field(default_factory=list)

    def __call__(self, body: bytes, signature: str) -> int:
        event = stripe.Webhook.construct_event(body, signature, WEBHOOK_SECRET)
        self.got.append(event)
        return self.answers.pop(0) if self.answers else 200

    @property
    def types(self) -> list[str]:
        return [event.type for event in self.got]
