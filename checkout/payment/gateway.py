"""The one door to Stripe: our words in, our words out. Nothing else imports stripe.

No function here runs inside a database transaction. Errors come in three kinds, by what to do:
`Unreachable` (ask again with the same key), `Fault` (Stripe failed and may have acted: look first,
then a new key), `Refusal` (asking again changes nothing).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

import stripe
from django.conf import settings
from django.db import transaction

from checkout.payment.facts import PaymentFacts

# The version the SDK's types describe; the tests hold every request and answer against it.
API_VERSION = "2026-05-27.dahlia"
CONNECT_SECONDS, READ_SECONDS = 3, 15
# Where a shopper waits for the answer: 10 seconds, then the worker goes on.
READ_SECONDS_FOR_A_SHOPPER = 7
# What a message may be wrong in. TypeError: a signature that is not ASCII cannot be compared.
MALFORMED = (ValueError, KeyError, AttributeError, TypeError, stripe.SignatureVerificationError)
_read_seconds = ContextVar("read_seconds", default=READ_SECONDS)


class GatewayError(Exception):
    """Stripe did not do what was asked."""


class Unreachable(GatewayError):
    """No answer yet: it may have been done or not.

    Also where Stripe does not let us in: a person puts our key right, and the same request goes on.
    """


class Fault(GatewayError):
    """Stripe answered with a failure of its own, which it keeps for this idempotency key."""


class Refusal(GatewayError):
    """Stripe will not do this, now or later."""


class KeyMisused(Refusal):
    """The idempotency key once stood for something else: under another key it may be done."""


class UntrustedEvent(Exception):
    """A message that Stripe did not sign, or not recently, or not in our mode."""


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A payment page waiting for the shopper."""

    session_id: str
    url: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Event:
    """A message from Stripe: it only wakes us."""

    id: str
    type: str
    session_id: str
    intent_id: str
    order_number: str


def open_session(
    *,
    number: str,
    email: str,
    amount: int,
    currency: str,
    expires_at: datetime,
    success_url: str,
    cancel_url: str,
    key: str,
) -> OpenSession:
    """Open the hosted payment page of an order; the card will be held, not charged.

    Stripe learns the order's number and total, never a medicine. Raises GatewayError.
    """
    metadata = {"order": number}
    with _translated():
        session = _client().v1.checkout.sessions.create(
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
                "payment_intent_data": {"capture_method": "manual", "metadata": metadata},
                "client_reference_id": number,
                "customer_email": email,
                "metadata": metadata,
                "expires_at": int(expires_at.timestamp()),
                "success_url": success_url,
                "cancel_url": cancel_url,
            },
            {"idempotency_key": key},
        )
    return OpenSession(session.id, session.url or "", _moment(session.expires_at))


def payment_facts(session_id: str) -> PaymentFacts:
    """Everything about a payment, read from the session downwards. Raises GatewayError."""
    with _translated():
        session = _client().v1.checkout.sessions.retrieve(
            session_id, {"expand": ["payment_intent.latest_charge"]}
        )
    number = session.client_reference_id or ""
    intent = session.payment_intent
    if not isinstance(intent, stripe.PaymentIntent):
        return PaymentFacts(session.status or "", number)
    error = intent.last_payment_error
    return PaymentFacts(
        session_status=session.status or "",
        order_number=number,
        intent_id=intent.id,
        intent_status=intent.status,
        amount=intent.amount,
        captured=intent.amount_received,
        currency=intent.currency.upper(),
        capture_before=_capture_before(intent),
        decline_reason=(error.message or "") if error else "",
        lapsed=intent.cancellation_reason == "automatic",
    )


def expire_session(session_id: str, *, key: str) -> None:
    """Close a payment page nobody has completed. Raises GatewayError; Refusal if it is not open."""
    with _translated():
        _client().v1.checkout.sessions.expire(session_id, None, {"idempotency_key": key})


def capture(intent_id: str, *, amount: int, key: str) -> None:
    """Charge `amount` minor units of a held card; the rest of the hold is let go.

    Raises GatewayError; Refusal where nothing is held any more.
    """
    with _translated():
        _client().v1.payment_intents.capture(
            intent_id, {"amount_to_capture": amount}, {"idempotency_key": key}
        )


def release(intent_id: str, *, key: str) -> None:
    """Let go of a held card. Raises GatewayError; Refusal where nothing is held."""
    with _translated():
        _client().v1.payment_intents.cancel(intent_id, None, {"idempotency_key": key})


def trusted_event(body: bytes, signature: str) -> Event:
    """The event Stripe signed in the last 300 s, in our mode. Raises UntrustedEvent."""
    try:
        event = stripe.Webhook.construct_event(  # type: ignore[no-untyped-call]
            body, signature, settings.STRIPE_WEBHOOK_SECRET, tolerance=300
        )
        if event.livemode != settings.LIVE:
            raise UntrustedEvent("The event is of the other mode, live or test.")
        return _event(event)
    except MALFORMED as error:
        raise UntrustedEvent(str(error)) from error


def _event(event: stripe.Event) -> Event:
    subject: dict[str, Any] = event.data.object.to_dict()
    own = {subject["object"]: subject["id"]}
    return Event(
        event.id,
        event.type,
        session_id=own.get("checkout.session", ""),
        intent_id=own.get("payment_intent") or _named(subject, "payment_intent"),
        # The intent of a declined card is news to us, the order it carries is not.
        order_number=_named(subject.get("metadata") or {}, "order"),
    )


def _named(subject: dict[str, Any], field: str) -> str:
    value = subject.get(field)
    return value if isinstance(value, str) else ""


def _capture_before(intent: stripe.PaymentIntent) -> datetime | None:
    charge = intent.latest_charge
    details = charge.payment_method_details if isinstance(charge, stripe.Charge) else None
    card = details.card if details else None
    # Stripe leaves the field out once nothing is held any more.
    moment = getattr(card, "capture_before", None)
    return _moment(moment) if moment else None


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


@contextmanager
def for_a_waiting_shopper() -> Iterator[None]:
    """Inside, Stripe has 10 seconds for an answer."""
    token = _read_seconds.set(READ_SECONDS_FOR_A_SHOPPER)
    try:
        yield
    finally:
        _read_seconds.reset(token)


def _client() -> stripe.StripeClient:
    return _client_with(_read_seconds.get())


@cache
def _client_with(read_seconds: int) -> stripe.StripeClient:
    """Retries nothing by itself: the outbox does, with the same key and ever longer waits."""
    base = settings.STRIPE_API_BASE
    return stripe.StripeClient(
        settings.STRIPE_SECRET_KEY,
        http_client=stripe.RequestsClient(timeout=(CONNECT_SECONDS, read_seconds)),
        base_addresses={"api": base} if base else None,
        max_network_retries=0,
        stripe_version=API_VERSION,
    )


@contextmanager
def _translated() -> Iterator[None]:
    with transaction.atomic(durable=True):
        pass  # raises where a transaction is open: Stripe must not be waited for inside one
    try:
        yield
    except stripe.APIConnectionError as error:
        raise Unreachable(_words(error)) from error
    except stripe.IdempotencyError as error:
        raise KeyMisused(_words(error)) from error
    except stripe.StripeError as error:
        raise _kind(error.http_status or 0)(_words(error)) from error


def _kind(status: int) -> type[GatewayError]:
    """401 and 403 are our own key's fault, 409 is this key at work at this moment, 429 haste."""
    if status in (401, 403, 409, 429):
        return Unreachable
    return Fault if status >= 500 else Refusal


def _words(error: stripe.StripeError) -> str:
    return f"{type(error).__name__}: {error.user_message or error}"[:255]
