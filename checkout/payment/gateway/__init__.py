"""The one door to Stripe: our words in, our words out. Nothing else imports stripe.

`door.py` lets us in and translates what goes wrong, `calls.py` writes each request into the log,
`deeds.py` asks Stripe to do something, `reading.py` asks what is true, `events.py` hears what
Stripe says unasked.
"""

from checkout.payment.gateway.deeds import (
    OpenSession,
    capture,
    expire_session,
    open_session,
    refund,
    release,
)
from checkout.payment.gateway.door import (
    API_VERSION,
    Fault,
    GatewayError,
    KeyMisused,
    Refusal,
    Unknown,
    Unreachable,
    for_a_waiting_shopper,
)
from checkout.payment.gateway.events import Event, UntrustedEvent, events_since, trusted_event
from checkout.payment.gateway.reading import Listed, payment_facts, payments_since, refunds_since

__all__ = [
    "API_VERSION",
    "Event",
    "Fault",
    "GatewayError",
    "KeyMisused",
    "Listed",
    "OpenSession",
    "Refusal",
    "Unknown",
    "Unreachable",
    "UntrustedEvent",
    "capture",
    "expire_session",
    "for_a_waiting_shopper",
    "events_since",
    "open_session",
    "payment_facts",
    "payments_since",
    "refund",
    "refunds_since",
    "release",
    "trusted_event",
]
