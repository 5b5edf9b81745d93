import pytest
import stripe


def test_a_held_amount_says_until_when(shop):
    intent = shop.held(total=10435)

    assert (intent.status, intent.amount_capturable, intent.amount_received) == (
        "requires_capture",
        10435,
        0,
    )
    charge = intent.latest_charge
    assert (charge.status, charge.captured, charge.paid) == ("succeeded", False, True)
    card = charge.payment_method_details.card
    assert card.capture_before == charge.created + 7 * 24 * 3600


def test_capturing_takes_the_whole(shop):
    intent = shop.captured(total=10435)

    assert (intent.status, intent.amount_received, intent.amount_capturable) == (
        "succeeded",
        10435,
        0,
    )
    charge = shop.charge(intent.id)
    assert (charge.captured, charge.amount_captured, charge.amount_refunded) == (True, 10435, 0)
    assert charge.balance_transaction is not None
    assert shop.events()[-2:] == ["charge.captured", "payment_intent.succeeded"]


def test_capturing_a_part_lets_the_rest_go(shop):
    intent = shop.captured(total=10000, take=6800)

    assert (intent.amount_received, intent.amount_capturable) == (6800, 0)
    charge = shop.charge(intent.id)
    assert (charge.amount_captured, charge.amount_refunded, charge.refunded) == (6800, 3200, False)
    [release] = charge.refunds.data
    assert (release.amount, release.status, release.reason) == (3200, "succeeded", None)
    assert shop.sandbox.money() == [(10000, 6800, 0)]


def test_what_was_captured_whole_is_not_captured_again(shop):
    intent = shop.captured()

    with pytest.raises(stripe.InvalidRequestError, match="has been released") as caught:
        shop.capture(intent.id)

    assert caught.value.code == "payment_intent_unexpected_state"


def test_nothing_is_left_to_capture_after_a_part(shop):
    intent = shop.captured(total=10000, take=6800)

    with pytest.raises(stripe.InvalidRequestError, match="has been released") as caught:
        shop.capture(intent.id, 100)

    assert caught.value.code == "payment_intent_unexpected_state"
    assert caught.value.error.payment_intent.status == "succeeded"


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        (10436, "amount_too_large"),
        (0, "parameter_invalid_integer"),
        (-5, "parameter_invalid_integer"),
    ],
)
def test_amounts_that_cannot_be_captured(shop, amount, code):
    intent = shop.held(total=10435)

    with pytest.raises(stripe.InvalidRequestError) as caught:
        shop.capture(intent.id, amount)

    assert caught.value.code == code
    assert shop.intent(intent.id).status == "requires_capture"


def test_cancelling_lets_the_held_money_go(shop):
    intent = shop.cancel(shop.held(total=10435).id)

    assert (intent.status, intent.amount_capturable, intent.cancellation_reason) == (
        "canceled",
        0,
        None,
    )
    charge = shop.charge(intent.id)
    assert (charge.captured, charge.refunded, charge.amount_refunded) == (False, True, 10435)
    assert shop.events()[-2:] == ["charge.refunded", "payment_intent.canceled"]


def test_a_shop_must_not_rely_on_releases_being_written_as_refunds(shop, stripe_sandbox):
    stripe_sandbox.release_refunds = False

    intent = shop.cancel(shop.held().id)

    charge = shop.charge(intent.id)
    assert (charge.captured, charge.refunded, charge.refunds.data) == (False, False, [])
    assert shop.events()[-1] == "payment_intent.canceled"


def test_what_was_cancelled_cannot_be_captured(shop):
    intent = shop.cancel(shop.held().id)

    with pytest.raises(stripe.InvalidRequestError, match="status of canceled") as caught:
        shop.capture(intent.id)

    assert caught.value.code == "payment_intent_unexpected_state"


@pytest.mark.parametrize("status", ["succeeded", "canceled"])
def test_what_has_ended_cannot_be_cancelled(shop, status):
    intent = shop.held()
    shop.capture(intent.id) if status == "succeeded" else shop.cancel(intent.id)

    with pytest.raises(stripe.InvalidRequestError, match=f"has a status of {status}"):
        shop.cancel(intent.id)


@pytest.mark.parametrize("card", ["4000000000000002", "4000002760003184"])
def test_an_intent_not_yet_authorised_goes_only_with_its_session(shop, card):
    session = shop.open()
    shop.sandbox.pay(session.id, card)
    intent = shop.session(session.id).payment_intent

    with pytest.raises(stripe.InvalidRequestError, match="Expire the Checkout Session"):
        shop.cancel(intent.id)
    with pytest.raises(stripe.InvalidRequestError, match=f"status of {intent.status}"):
        shop.capture(intent.id)


def test_intents_are_not_made_by_the_shop(shop, stripe_http):
    stripe_http.strict = False

    with pytest.raises(stripe.InvalidRequestError, match="Unrecognized request URL"):
        shop.client.v1.payment_intents.create({"amount": 100, "currency": "usd"})


def test_an_unknown_intent_is_missing(shop):
    with pytest.raises(stripe.InvalidRequestError, match="No such payment_intent: 'pi_none'"):
        shop.capture("pi_none")
