"""The one door to Stripe: never inside a transaction, patient or in a hurry, in our words."""

import pytest
import stripe
from django.db import transaction

from checkout.payment import gateway
from checkout.payment.gateway import door
from checkout.payment.sandbox.core.faults import Fault, Kind

pytestmark = pytest.mark.django_db


def test_stripe_is_never_asked_inside_a_transaction(sandbox):
    sandbox.plan(Fault(Kind.RATE_LIMIT))
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        gateway.payment_facts("cs_1")
    assert len(sandbox.planned()) == 1


def test_the_version_we_speak_is_the_one_that_is_published(openapi):
    assert gateway.API_VERSION == openapi.version == stripe.api_version


def test_a_shopper_who_waits_gets_an_answer_sooner():
    patient = door.client_with(door._read_seconds.get())
    with gateway.for_a_waiting_shopper():
        hurried = door.client_with(door._read_seconds.get())
    timeouts = [client._requestor._client._timeout for client in (patient, hurried)]
    assert timeouts == [(3, 15), (3, 7)]
    assert door.client_with(door._read_seconds.get()) is patient


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (stripe.APIConnectionError("no route"), gateway.Unreachable),
        (stripe.RateLimitError("slowly", http_status=429), gateway.Unreachable),
        (stripe.AuthenticationError("no such key", http_status=401), gateway.Unreachable),
        (stripe.PermissionError("not for this key", http_status=403), gateway.Unreachable),
        (stripe.IdempotencyError("another request", http_status=400), gateway.KeyMisused),
        (stripe.StripeError("at work", http_status=409), gateway.Unreachable),
        (stripe.APIError("oh", http_status=500), gateway.Fault),
        (stripe.InvalidRequestError("no", "amount", http_status=400), gateway.Refusal),
        (
            stripe.InvalidRequestError("none", "id", code="resource_missing", http_status=404),
            gateway.Unknown,
        ),
        (stripe.InvalidRequestError("no such address", None, http_status=404), gateway.Refusal),
        (stripe.CardError("declined", "card", "declined", http_status=402), gateway.Refusal),
    ],
)
def test_an_error_says_what_to_do_next(error, kind):
    with pytest.raises(gateway.GatewayError) as told, door.translated():
        raise error
    assert type(told.value) is kind
