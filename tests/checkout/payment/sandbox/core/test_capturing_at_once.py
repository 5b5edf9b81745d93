"""Sessions whose money is taken the moment the bank agrees, without being held first."""

import pytest
import stripe

from checkout.payment.sandbox.core.paying import NotPayableError, Outcome


def test_paying_takes_the_money_and_leaves_nothing_to_capture(shop):
    intent = shop.paid(total=10435)

    assert (intent.status, intent.capture_method) == ("succeeded", "automatic")
    assert (intent.amount_received, intent.amount_capturable) == (10435, 0)
    charge = intent.latest_charge
    assert (charge.captured, charge.amount_captured, charge.amount_refunded) == (True, 10435, 0)
    assert charge.balance_transaction is not None
    assert "capture_before" not in charge.payment_method_details.card
    assert shop.sandbox.money() == [(10435, 10435, 0)]


def test_the_session_is_complete_and_paid_at_once(shop):
    session = shop.open(capture="automatic", order="77")

    assert shop.sandbox.pay(session.id) is Outcome.PAID

    session = shop.session(session.id)
    assert (session.status, session.payment_status) == ("complete", "paid")
    assert session.payment_intent.capture_method == "automatic"
    assert shop.sandbox.captured("77") == [10435]
    with pytest.raises(NotPayableError):
        shop.sandbox.pay(session.id)


def test_a_held_payment_names_its_capture_method_too(shop):
    assert shop.held().capture_method == "manual"


def test_the_story_told_by_events(shop):
    shop.paid()

    assert shop.events() == [
        "payment_intent.created",
        "charge.succeeded",
        "payment_intent.succeeded",
        "checkout.session.completed",
    ]
    [charged] = shop.sandbox.events("charge.succeeded")
    [completed] = shop.sandbox.events("checkout.session.completed")
    assert charged["data"]["object"]["captured"] is True
    assert completed["data"]["object"]["payment_status"] == "paid"


def test_three_d_secure_comes_before_the_money(shop):
    session = shop.open(capture="automatic")
    assert shop.sandbox.pay(session.id, "4000002760003184") is Outcome.CHALLENGE
    assert shop.sandbox.money() == []

    assert shop.sandbox.answer_challenge(session.id, passed=True) is Outcome.PAID

    intent = shop.session(session.id).payment_intent
    assert (intent.status, intent.amount_received) == ("succeeded", 10435)
    card = intent.latest_charge.payment_method_details.card
    assert card.three_d_secure.result == "authenticated"


def test_a_decline_leaves_the_session_open_for_another_card(shop):
    session = shop.open(capture="automatic")
    assert shop.sandbox.pay(session.id, "4000000000009995") is Outcome.DECLINED
    assert shop.session(session.id).payment_status == "unpaid"

    assert shop.sandbox.pay(session.id) is Outcome.PAID
    assert shop.sandbox.money() == [(10435, 10435, 0)]


def test_what_was_taken_never_lapses(shop):
    intent = shop.paid()

    shop.sandbox.move_clock(days=30)

    assert shop.intent(intent.id).status == "succeeded"
    assert shop.sandbox.events("charge.expired") == []


@pytest.mark.parametrize("verb", ["capture", "cancel"])
def test_what_was_taken_is_neither_captured_again_nor_cancelled(shop, verb):
    intent = shop.paid()

    with pytest.raises(stripe.InvalidRequestError) as caught:
        getattr(shop, verb)(intent.id)

    assert caught.value.code == "payment_intent_unexpected_state"
    assert shop.sandbox.money() == [(10435, 10435, 0)]


def test_what_was_taken_is_refunded_like_any_capture(shop):
    intent = shop.paid(total=10000)

    shop.refund(intent.id, 4000)
    shop.refund(intent.id)

    charge = shop.charge(intent.id)
    assert (charge.refunded, charge.amount_refunded) == (True, 10000)


def test_a_dispute_follows_at_once_where_the_card_brings_one(shop):
    intent = shop.paid(card="4000000000000259", total=10000)

    assert shop.charge(intent.id).disputed
    assert shop.events()[1:] == [
        "charge.succeeded",
        "charge.dispute.created",
        "charge.dispute.funds_withdrawn",
        "payment_intent.succeeded",
        "checkout.session.completed",
    ]
    with pytest.raises(stripe.InvalidRequestError) as caught:
        shop.refund(intent.id)
    assert caught.value.code == "charge_disputed"


def test_a_fraud_warning_follows_too(shop):
    intent = shop.paid(card="4000000000005423")

    [event] = shop.sandbox.events("radar.early_fraud_warning.created")
    assert event["data"]["object"]["payment_intent"] == intent.id
    assert shop.refund(intent.id).status == "succeeded"
