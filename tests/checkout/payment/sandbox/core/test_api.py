import pytest
import stripe

from checkout.payment.sandbox.core import faults, operations
from checkout.payment.sandbox.core.api import Request
from checkout.payment.sandbox.core.errors import refused
from checkout.payment.sandbox.core.faults import Fault, Kind
from checkout.payment.sandbox.core.operations import Operation
from checkout.payment.sandbox.core.shapes import only
from tests.checkout.payment.sandbox.fixtures import Shop

KEY = {"authorization": "Bearer sk_test_x"}


@pytest.mark.parametrize("key", ["sk_live_x", "pk_test_x"])
def test_only_test_keys_are_let_in(stripe_http, key):
    client = stripe.StripeClient(key, http_client=stripe_http)

    with pytest.raises(stripe.AuthenticationError, match="test API key"):
        client.v1.refunds.list()


def test_nobody_without_a_key_is_let_in(stripe_sandbox):
    assert stripe_sandbox.request(Request("GET", "/v1/refunds", "", {})).status == 401


def test_another_api_version_is_refused(shop):
    with pytest.raises(stripe.InvalidRequestError, match="Invalid Stripe API version"):
        shop.client.v1.refunds.list(options={"stripe_version": "2020-08-27"})


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1/customers"),
        ("POST", "/v1/charges"),
        ("DELETE", "/v1/refunds/re_1"),
        ("GET", "/"),
    ],
)
def test_other_addresses_are_not_there(stripe_sandbox, method, path):
    answer = stripe_sandbox.request(Request(method, path, "", KEY))

    assert answer.status == 404
    assert "Unrecognized request URL" in answer.body["error"]["message"]


def test_an_unknown_parameter_is_refused_by_name(shop: Shop, stripe_http):
    stripe_http.strict = False

    with pytest.raises(stripe.InvalidRequestError) as caught:
        shop.client.v1.checkout.sessions.create({**shop.params(), "colour": "green"})

    assert (caught.value.code, caught.value.param) == ("parameter_unknown", "colour")


def test_a_refusal_undoes_what_was_begun(stripe_sandbox, monkeypatch):
    def half_way(work, key, params):
        faults.plan(work.db, Fault(Kind.DROP))
        raise refused("No further.")

    halting = Operation("halting", "POST", "/v1/halting", only(), half_way)
    monkeypatch.setattr(operations, "OPERATIONS", (halting,))

    answer = stripe_sandbox.request(
        Request("POST", "/v1/halting", "", {**KEY, "idempotency-key": "once"})
    )

    assert (answer.status, answer.body["error"]["message"]) == (400, "No further.")
    assert stripe_sandbox.planned() == []


def test_every_answer_says_which_request_it_belongs_to(shop):
    session = shop.open(key="open-1")

    headers = session.last_response.headers
    assert headers["request-id"].startswith("req_")
    assert headers["idempotency-key"] == "open-1"
    assert headers["stripe-version"] == "2026-05-27.dahlia"
