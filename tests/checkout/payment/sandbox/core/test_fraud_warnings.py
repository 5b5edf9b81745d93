from dataclasses import replace

import pytest
import stripe

from checkout.payment.sandbox.core.cards import TEST_CARDS

SUSPECTED = "4000000000005423"


def warning_of(shop, intent):
    [warning] = shop.client.v1.radar.early_fraud_warnings.list({"payment_intent": intent.id}).data
    return warning


def test_a_warning_is_only_a_warning(shop):
    intent = shop.held(card=SUSPECTED)

    warning = warning_of(shop, intent)

    assert (warning.charge, warning.payment_intent) == (intent.latest_charge.id, intent.id)
    assert (warning.fraud_type, warning.actionable) == ("unauthorized_use_of_card", True)
    assert shop.capture(intent.id).status == "succeeded"


@pytest.mark.parametrize("capture", ["manual", "automatic"])
def test_the_event_carries_the_warning_as_it_is_retrieved(shop, capture):
    shop.held(card=SUSPECTED, capture=capture)

    [event] = shop.sandbox.events("radar.early_fraud_warning.created")

    warning = event["data"]["object"]
    retrieved = shop.client.v1.radar.early_fraud_warnings.retrieve(warning["id"])
    assert retrieved.to_dict() == warning


def test_warnings_are_found_by_charge_and_by_intent(shop):
    one = shop.held(card=SUSPECTED, order="1")
    other = shop.held(card=SUSPECTED, order="2")
    shop.held(order="3")
    warnings = shop.client.v1.radar.early_fraud_warnings

    assert [found.payment_intent for found in warnings.list().data] == [other.id, one.id]
    by_charge = warnings.list({"charge": one.latest_charge.id}).data
    assert [found.payment_intent for found in by_charge] == [one.id]
    assert warnings.list({"charge": "ch_none"}).data == []


def test_a_warning_expands_to_its_charge_and_intent(shop):
    intent = shop.held(card=SUSPECTED)

    warning = shop.client.v1.radar.early_fraud_warnings.retrieve(
        warning_of(shop, intent).id, {"expand": ["charge", "payment_intent.latest_charge"]}
    )

    assert warning.charge.id == warning.payment_intent.latest_charge.id == intent.latest_charge.id


def test_nothing_is_left_to_do_once_all_was_refunded(shop):
    intent = shop.captured(card=SUSPECTED, total=10000)
    shop.refund(intent.id, 4000)
    assert warning_of(shop, intent).actionable

    shop.refund(intent.id)

    assert not warning_of(shop, intent).actionable


def test_nothing_is_left_to_do_once_the_hold_was_let_go(shop):
    intent = shop.held(card=SUSPECTED)

    shop.cancel(intent.id)

    assert not warning_of(shop, intent).actionable


def test_nothing_is_left_to_do_once_it_was_disputed(shop, monkeypatch):
    intent = shop.held(card=SUSPECTED)
    assert warning_of(shop, intent).actionable
    suspected_and_disputed(monkeypatch)

    shop.capture(intent.id)

    assert not warning_of(shop, intent).actionable


def suspected_and_disputed(monkeypatch):
    """No test card of Stripe's brings both: let this one bring a dispute, too."""
    card = replace(TEST_CARDS[SUSPECTED], dispute="fraudulent")
    monkeypatch.setitem(TEST_CARDS, SUSPECTED, card)


def test_an_unknown_warning_is_missing(shop):
    with pytest.raises(stripe.InvalidRequestError) as caught:
        shop.client.v1.radar.early_fraud_warnings.retrieve("issfr_none")

    assert (caught.value.http_status, caught.value.code) == (404, "resource_missing")


def test_other_cards_bring_no_warning(shop):
    shop.captured()

    assert shop.client.v1.radar.early_fraud_warnings.list().data == []
