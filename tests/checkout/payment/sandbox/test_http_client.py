import stripe

from checkout.payment.sandbox.core.faults import Fault, Kind
from checkout.payment.sandbox.http_client import SandboxClient


def test_the_real_sdk_speaks_with_the_sandbox(stripe_sandbox, shop):
    client = stripe.StripeClient("sk_test_x", http_client=SandboxClient(stripe_sandbox))

    session = client.v1.checkout.sessions.create(shop.params())

    assert client.v1.checkout.sessions.retrieve(session.id).id == session.id


def test_repeating_costs_no_time(stripe_sandbox, shop):
    http = SandboxClient(stripe_sandbox)
    client = stripe.StripeClient("sk_test_x", http_client=http, max_network_retries=3)
    stripe_sandbox.plan(Fault(Kind.TIMEOUT_BEFORE, "refunds.list", times=3))

    assert client.v1.refunds.list().data == []
    assert stripe_sandbox.planned() == []
    http.close()
