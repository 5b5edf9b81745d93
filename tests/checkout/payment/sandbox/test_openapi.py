"""The judge must be able to say no."""

import copy

import pytest
import stripe

from checkout.payment.sandbox.core import events
from tests.checkout.payment.openapi import OpenApi

SESSIONS = "https://api.stripe.com/v1/checkout/sessions"


def test_sdk_sandbox_and_openapi_speak_the_same_version(openapi):
    assert stripe.api_version == openapi.version == events.API_VERSION


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("mode=payment", None),
        ("mode=gift", "'gift' is not one of"),
        ("colour=green", ".colour is unknown to Stripe"),
        ("line_items[0][price_data][unit_amount]=5&line_items[0][price_data][currency]=usd", None),
        ("line_items[0][price_data][unit_amount]=5", "currency is missing"),
        ("line_items[0][price_data][unit_amount]=5.5", "'5.5' is not of type integer"),
        ("line_items[price]=5", "is not a list"),
        ("adaptive_pricing[enabled]=maybe", "'maybe' is not of type boolean"),
        ("client_reference_id=" + "x" * 201, "longer than 200"),
        ("metadata[order]=1", None),
        ("payment_intent_data[metadata]=1", "is not an object"),
    ],
)
def test_a_request_is_held_against_the_published_parameters(openapi, body, complaint):
    complaints = openapi.request_complaints("post", SESSIONS, body)

    if complaint is None:
        assert complaints == []
    else:
        assert any(complaint in one for one in complaints)


@pytest.mark.parametrize(
    ("query", "good"),
    [("limit=3", True), ("created[gte]=1", True), ("created=1", True), ("created[at]=1", False)],
)
def test_a_query_is_held_against_them_too(openapi, query, good):
    complaints = openapi.request_complaints("get", f"{SESSIONS}?{query}", None)

    assert (complaints == []) is good


def test_an_address_stripe_does_not_have_is_a_complaint(openapi):
    assert openapi.request_complaints("get", "https://api.stripe.com/v1/pharmacies", None)


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [
        (lambda answer: answer.update(colour="green"), ".colour is unknown"),
        (lambda answer: answer.pop("expires_at"), ".expires_at is missing"),
        (lambda answer: answer.update(expires_at=None), "null is not allowed"),
        (lambda answer: answer.update(amount_total="104.35"), "is not of type integer"),
        (lambda answer: answer.update(livemode=0), "is not of type boolean"),
        (lambda answer: answer.update(status="paid"), "is not one of"),
        (lambda answer: answer.update(payment_method_types="card"), "is not a list"),
        (lambda answer: answer["automatic_tax"].pop("enabled"), "enabled is missing"),
        (lambda answer: answer["payment_intent"].update(fee=1), "payment_intent"),
        (lambda answer: answer["payment_intent"]["latest_charge"].pop("paid"), "payment_intent"),
    ],
)
def test_an_answer_is_held_against_the_published_schema(shop, openapi, spoil, complaint):
    intent = shop.held()
    [session] = shop.client.v1.checkout.sessions.list({"payment_intent": intent.id}).data
    answer = shop.session(session.id).to_dict()
    assert openapi.answer_complaints("get", SESSIONS + "/cs_1", 200, answer) == []

    spoilt = copy.deepcopy(answer)
    spoil(spoilt)

    complaints = openapi.answer_complaints("get", SESSIONS + "/cs_1", 200, spoilt)
    assert any(complaint in one for one in complaints), complaints


@pytest.mark.parametrize(
    ("spoil", "closed", "open_"),
    [
        (lambda answer: answer.update(colour="green"), False, True),
        (lambda answer: answer["adaptive_pricing"].update(colour="green"), False, True),
        (lambda answer: answer.update(ui_mode="new_mode"), False, True),
        (lambda answer: answer.update(status="paid"), False, False),
        (lambda answer: answer.pop("expires_at"), False, False),
    ],
)
def test_what_is_not_published_may_be_let_pass(shop, openapi, spoil, closed, open_):
    answer = shop.open().to_dict()
    spoil(answer)

    judges = openapi, OpenApi(openapi.spec, closed=False)

    found = [one.answer_complaints("get", SESSIONS + "/cs_1", 200, answer) for one in judges]
    assert [complaints == [] for complaints in found] == [closed, open_]


def test_an_event_of_an_unknown_type_or_with_a_wrong_object_is_a_complaint(shop, openapi: OpenApi):
    shop.held()
    event = shop.sandbox.events("charge.succeeded")[0]
    assert openapi.event_complaints(event) == []

    assert openapi.event_complaints({**event, "type": "charge.eaten"})
    event["data"]["object"]["colour"] = "green"
    assert openapi.event_complaints(event)
