"""Events: the list contains what happened, whatever became of the webhooks."""

import pytest

from tests.checkout.payment.contract.accounts import Card


def test_a_held_payment_is_told(account):
    intent = account.held()
    types = ["payment_intent.amount_capturable_updated", "payment_intent.created"]

    assert account.happened(types, intent) == types
    assert account.happened(["charge.succeeded"], account.charge(intent).id)


def test_a_capture_is_told(account):
    intent = account.captured()

    assert account.happened(["payment_intent.succeeded"], intent)
    assert account.happened(["charge.captured"], account.charge(intent).id)


def test_a_cancellation_is_told(account):
    intent = account.held()
    account.v1.payment_intents.cancel(intent)

    assert account.happened(["payment_intent.canceled"], intent)


def test_a_refund_is_told(account):
    intent = account.captured()
    refund = account.refund(intent, 100)

    assert account.happened(["refund.created"], refund.id)
    assert account.happened(["charge.refunded"], account.charge(intent).id)


def test_a_failed_refund_is_told(account):
    refund = account.refund(account.captured(card=Card.REFUND_FAILING))

    assert account.happened(["refund.failed"], refund.id)


def test_an_expired_session_is_told(account):
    session = account.open()
    account.v1.checkout.sessions.expire(session.id)

    assert account.happened(["checkout.session.expired"], session.id)


def test_a_dispute_is_told_from_beginning_to_end(account):
    dispute = account.dispute(account.captured(card=Card.DISPUTED))
    opened = ["charge.dispute.created", "charge.dispute.funds_withdrawn"]
    assert account.happened(opened, dispute.id) == opened

    account.close_dispute(dispute.id, won=True)

    closed = ["charge.dispute.closed", "charge.dispute.funds_reinstated"]
    assert account.happened(closed, dispute.id) == closed


def test_a_warning_is_told(account):
    intent = account.captured(card=Card.SUSPECTED)
    warnings = account.v1.radar.early_fraud_warnings
    [warning] = account.eventually(lambda: warnings.list({"payment_intent": intent}).data)

    assert account.happened(["radar.early_fraud_warning.created"], warning.id)


@pytest.mark.parametrize("types", [["charge.captured"], ["charge.captured", "charge.refunded"]])
def test_only_the_types_asked_for_are_listed_newest_first(account, types):
    account.refund(account.captured(), 100)
    intent = account.captured()
    since = {"gte": account.intent(intent).created - 60}

    listed = account.v1.events.list({"types": types, "created": since, "limit": 100}).data

    assert {event.type for event in listed} <= {*types}
    created = [event.created for event in listed]
    assert created == sorted(created, reverse=True)


def test_an_event_carries_the_object_and_the_request_behind_it(account):
    intent = account.held(10000)
    captured = account.v1.payment_intents.capture(intent)

    def look():
        listed = account.v1.events.list({"type": "payment_intent.succeeded", "limit": 100}).data
        return [event for event in listed if event.data.object["id"] == intent]

    [event] = account.eventually(look)
    assert event.data.object["amount_received"] == 10000
    assert event["request"]["id"] == captured.last_response.request_id
    assert account.v1.events.retrieve(event.id).type == "payment_intent.succeeded"
