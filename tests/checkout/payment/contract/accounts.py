"""The accounts the stories are told to, and how each one is paid and waited for."""

import time
import uuid
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, TypeVar

import pytest
import stripe

from checkout.payment.sandbox.core.sandbox import Sandbox
from tests.checkout.payment.sandbox.fixtures import session_params

KEY_VARIABLE = "STRIPE_CONTRACT_KEY"
TEST_KEYS = ("sk_test_", "rk_test_")
SANDBOX, SANDBOX_WITHOUT_RELEASES, STRIPE = "sandbox", "sandbox without release refunds", "stripe"
T = TypeVar("T")


class Card(Enum):
    """A test card: the number for the hosted page, the name of it for Stripe's API.

    Source: docs.stripe.com/testing.
    """

    GOOD = "4242424242424242", "pm_card_visa"
    DISPUTED = "4000000000000259", "pm_card_createDispute"
    ASKED_ABOUT = "4000000000001976", "pm_card_createDisputeInquiry"
    SUSPECTED = "4000000000005423", "pm_card_createIssuerFraudRecord"
    REFUND_PENDING = "4000000000007726", "pm_card_pendingRefund"
    REFUND_FAILING = "4000000000005126", "pm_card_refundFail"

    @property
    def number(self) -> str:
        return self.value[0]

    @property
    def payment_method(self) -> str:
        return self.value[1]


def names(environment: Mapping[str, str]) -> list[str]:
    """The accounts to tell the stories to. Raises UsageError for a key that is no test key."""
    sandboxes = [SANDBOX, SANDBOX_WITHOUT_RELEASES]
    key = environment.get(KEY_VARIABLE, "")
    if key and not key.startswith(TEST_KEYS):
        raise pytest.UsageError(
            f"{KEY_VARIABLE} must be a secret key of Stripe's test mode (sk_test_... or "
            "rk_test_...): these stories move money."
        )
    return [*sandboxes, STRIPE] if key else sandboxes


def fresh(prefix: str) -> str:
    """A name nobody has used: an order's number, an idempotency key."""
    return f"{prefix}-{uuid.uuid4().hex[:16]}"


class Account(ABC):
    """What the stories ask of an account, whichever it is."""

    def __init__(self, client: stripe.StripeClient) -> None:
        self.client = client
        self.v1 = client.v1

    @abstractmethod
    def now(self) -> int:
        """The account's time, seconds since 1970."""

    @abstractmethod
    def held(self, amount: int = 10000, card: Card = Card.GOOD) -> str:
        """A payment whose money is held; the intent's id."""

    @abstractmethod
    def paid(self, amount: int = 10000, card: Card = Card.GOOD) -> str:
        """A payment taken at once; the intent's id."""

    @abstractmethod
    def close_dispute(self, dispute: str, *, won: bool) -> None:
        """Let the bank decide."""

    @abstractmethod
    def eventually(self, look: Callable[[], T]) -> T:
        """What `look` finds, once it finds something. Fails where nothing comes."""

    def params(self, **named: Any) -> dict[str, Any]:
        """A Checkout Session as the shop opens it, of an order of its own."""
        return session_params(self.now(), **{"order": fresh("C"), **named})

    def open(self, **named: Any) -> stripe.checkout.Session:
        return self.v1.checkout.sessions.create(self.params(**named))

    def captured(self, amount: int = 10000, card: Card = Card.GOOD) -> str:
        """A payment held and then taken; the intent's id."""
        intent = self.held(amount, card)
        self.v1.payment_intents.capture(intent)
        return intent

    def intent(self, intent: str) -> stripe.PaymentIntent:
        return self.v1.payment_intents.retrieve(intent, {"expand": ["latest_charge.refunds"]})

    def charge(self, intent: str) -> stripe.Charge:
        charge = self.intent(intent).latest_charge
        assert isinstance(charge, stripe.Charge)
        return charge

    def refund(self, intent: str, amount: int | None = None) -> stripe.Refund:
        part = {} if amount is None else {"amount": amount}
        return self.v1.refunds.create({"payment_intent": intent, **part})

    def dispute(self, intent: str) -> stripe.Dispute:
        [dispute] = self.eventually(lambda: self.v1.disputes.list({"payment_intent": intent}).data)
        return dispute

    def happened(self, types: list[str], subject: str) -> list[str]:
        """These types of event about one object, once they all have happened; sorted."""

        def look() -> list[str]:
            events = self.v1.events.list({"types": types, "limit": 100}).data
            found = {event.type for event in events if event.data.object["id"] == subject}
            return sorted(found) if found == {*types} else []

        return self.eventually(look)


class SandboxAccount(Account):
    def __init__(self, client: stripe.StripeClient, sandbox: Sandbox) -> None:
        super().__init__(client)
        self.sandbox = sandbox

    def now(self) -> int:
        return self.sandbox.now()

    def held(self, amount: int = 10000, card: Card = Card.GOOD) -> str:
        return self._pay(amount, card, "manual")

    def paid(self, amount: int = 10000, card: Card = Card.GOOD) -> str:
        return self._pay(amount, card, "automatic")

    def close_dispute(self, dispute: str, *, won: bool) -> None:
        self.sandbox.close_dispute(dispute, won=won)

    def eventually(self, look: Callable[[], T]) -> T:
        found = look()
        if not found:
            self.sandbox.move_clock(seconds=60)
            found = look()
        assert found
        return found

    def _pay(self, amount: int, card: Card, capture: str) -> str:
        session = self.open(total=amount, capture=capture)
        self.sandbox.pay(session.id, card.number)
        return str(self.v1.checkout.sessions.retrieve(session.id).payment_intent)


class StripeAccount(Account):
    """An account of Stripe's test mode.

    Nobody fills in a hosted page here: the intent is made and confirmed by API instead, as only
    this account allows. `clock` gives and `sleep` takes seconds.
    """

    PATIENCE = 180.0
    PAUSE = 2.0

    def __init__(
        self,
        client: stripe.StripeClient,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        super().__init__(client)
        self._clock = clock
        self._sleep = sleep

    def now(self) -> int:
        return int(time.time())

    def held(self, amount: int = 10000, card: Card = Card.GOOD) -> str:
        return self._confirm(amount, card, "manual")

    def paid(self, amount: int = 10000, card: Card = Card.GOOD) -> str:
        return self._confirm(amount, card, "automatic")

    def close_dispute(self, dispute: str, *, won: bool) -> None:
        """Evidence that decides by itself in test mode (docs.stripe.com/testing#disputes)."""
        evidence = "winning_evidence" if won else "losing_evidence"
        self.v1.disputes.update(
            dispute, {"evidence": {"uncategorized_text": evidence}, "submit": True}
        )

    def eventually(self, look: Callable[[], T]) -> T:
        deadline = self._clock() + self.PATIENCE
        while not (found := look()):
            assert self._clock() < deadline, f"nothing came within {self.PATIENCE:.0f} seconds"
            self._sleep(self.PAUSE)
        return found

    def _confirm(self, amount: int, card: Card, capture: str) -> str:
        order = fresh("C")
        intent = self.v1.payment_intents.create(
            {
                "amount": amount,
                "currency": "usd",
                "payment_method_types": ["card"],
                "payment_method": card.payment_method,
                "capture_method": capture,
                "confirm": True,
                "description": f"Order {order}",
                "metadata": {"order": order},
            }
        )
        return intent.id
