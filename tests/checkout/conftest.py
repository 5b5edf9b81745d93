"""The shop connected with the payment sandbox, every request and answer checked."""

from functools import partial

import pytest
import stripe

from checkout.payment.gateway import deeds, events, reading
from checkout.payment.gateway.calls import telling
from tests.checkout.payment.sandbox.fixtures import (  # noqa: F401
    openapi,
    stripe_http,
    stripe_sandbox,
)
from tests.checkout.prescriptions.files.conftest import vault_folder  # noqa: F401
from tests.checkout.shopping import Pharmacist


@pytest.fixture
def sandbox(stripe_sandbox, stripe_http, monkeypatch):  # noqa: F811
    """The sandbox behind the shop's own gateway, in this process."""
    monkeypatch.setattr(stripe_http, "request", partial(telling, stripe_http.request))
    client = stripe.StripeClient("sk_test_tests", http_client=stripe_http)
    for speaks in (deeds, events, reading):
        monkeypatch.setattr(speaks, "client", lambda: client)
    return stripe_sandbox


@pytest.fixture
def pharmacist(db):
    return Pharmacist()
