"""How we get in to Stripe, and what it means when something goes wrong.

No call is made inside a database transaction. Errors come in three kinds, by what to do:
`Unreachable` (ask again with the same key), `Fault` (Stripe failed and may have acted: look first,
then a new key), `Refusal` (asking again changes nothing).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

import stripe
from django.conf import settings
from django.db import transaction

from checkout.payment.gateway.calls import TellingClient

# The version the SDK's types describe; the tests hold every request and answer against it.
API_VERSION = "2026-05-27.dahlia"
CONNECT_SECONDS, READ_SECONDS = 3, 15
# Where a shopper waits for the answer: 10 seconds, then the worker goes on.
READ_SECONDS_FOR_A_SHOPPER = 7
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


class Unknown(Refusal):
    """Stripe has nothing of this name for our key: another account's, or wiped there."""


class KeyMisused(Refusal):
    """The idempotency key once stood for something else: under another key it may be done."""


@contextmanager
def for_a_waiting_shopper() -> Iterator[None]:
    """Inside, Stripe has 10 seconds for an answer."""
    token = _read_seconds.set(READ_SECONDS_FOR_A_SHOPPER)
    try:
        yield
    finally:
        _read_seconds.reset(token)


def client() -> stripe.StripeClient:
    """Stripe as we speak with it now: with a shopper waiting, or without."""
    return client_with(_read_seconds.get())


@cache
def client_with(read_seconds: int) -> stripe.StripeClient:
    """Retries nothing by itself: the outbox does, with the same key and ever longer waits."""
    base = settings.STRIPE_API_BASE
    return stripe.StripeClient(
        settings.STRIPE_SECRET_KEY,
        http_client=TellingClient(timeout=(CONNECT_SECONDS, read_seconds)),
        base_addresses={"api": base} if base else None,
        max_network_retries=0,
        stripe_version=API_VERSION,
    )


@contextmanager
def translated() -> Iterator[None]:
    """Around every call: nothing of ours is locked meanwhile, and errors come in our words."""
    with transaction.atomic(durable=True):
        pass  # raises where a transaction is open: Stripe must not be waited for inside one
    try:
        yield
    except stripe.APIConnectionError as error:
        raise Unreachable(_words(error)) from error
    except stripe.IdempotencyError as error:
        raise KeyMisused(_words(error)) from error
    except stripe.StripeError as error:
        raise _kind(error.http_status or 0, error.code)(_words(error)) from error


def _kind(status: int, code: str | None) -> type[GatewayError]:
    """401 and 403 are our own key's fault, 409 is this key at work at this moment, 429 haste."""
    if status in (401, 403, 409, 429):
        return Unreachable
    if status == 404 and code == "resource_missing":
        return Unknown
    return Fault if status >= 500 else Refusal


def _words(error: stripe.StripeError) -> str:
    return f"{type(error).__name__}: {error.user_message or error}"[:255]
