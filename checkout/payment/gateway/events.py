"""What Stripe says unasked: events, believed only where Stripe signed them, and only to wake us."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import stripe
from django.conf import settings

from checkout.payment.gateway.door import client, translated
from checkout.payment.gateway.moments import moment, seconds

# What a message may be wrong in. TypeError: a signature that is not ASCII cannot be compared.
MALFORMED = (ValueError, KeyError, AttributeError, TypeError, stripe.SignatureVerificationError)


class UntrustedEvent(Exception):
    """A message that Stripe did not sign, or not recently, or not in our mode."""


@dataclass(frozen=True, slots=True)
class Event:
    """A message from Stripe: it only wakes us. What it is not about is ""."""

    id: str
    type: str
    session_id: str
    intent_id: str
    charge_id: str
    order_number: str

    @property
    def is_about_a_payment(self) -> bool:
        return bool(self.session_id or self.intent_id or self.charge_id or self.order_number)


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


def events_since(since: datetime) -> Iterator[tuple[Event, datetime]]:
    """Every event since then and when it happened, newest first. Raises GatewayError."""
    with translated():
        pages = client().v1.events.list({"created": {"gte": seconds(since)}, "limit": 100})
        for event in pages.auto_paging_iter():
            yield _event(event), moment(event.created)


def _event(event: stripe.Event) -> Event:
    subject: dict[str, Any] = event.data.object.to_dict()
    # Not everything Stripe tells of has an id: a balance has none.
    own = {_named(subject, "object"): _named(subject, "id")}
    return Event(
        event.id,
        event.type,
        session_id=own.get("checkout.session", ""),
        intent_id=own.get("payment_intent") or _named(subject, "payment_intent"),
        charge_id=own.get("charge") or _named(subject, "charge"),
        # The intent of a declined card is news to us, the order it carries is not.
        order_number=_named(subject.get("metadata") or {}, "order"),
    )


def _named(subject: dict[str, Any], field: str) -> str:
    value = subject.get(field)
    return value if isinstance(value, str) else ""
