"""Money held, taken whole or in part, let go; and money taken at once."""

import pytest
import stripe

UNEXPECTED_STATE = "payment_intent_unexpected_state"
A_MONTH = 31 * 24 * 3600


def capture_before(account, intent):
    """Until when the money is held; None where nothing is."""
    return getattr(account.charge(intent).payment_method_details.card, "capture_before", None)


def assert_released(charge, amount):
    """What was let go may or may not be written down as a refund: Stripe has done both."""
    refunds = charge.refunds.data
    assert charge.amount_refunded == sum(refund.amount for refund in refunds)
    assert [refund.amount for refund in refunds] in ([], [amount])


def test_held_money_is_nobodys_yet_and_says_until_when(account):
    intent = account.held(10435)

    held = account.intent(intent)
    assert (held.status, held.capture_method) == ("requires_capture", "manual")
    assert (held.amount, held.amount_capturable, held.amount_received) == (10435, 10435, 0)
    charge = held.latest_charge
    assert (charge.status, charge.paid, charge.captured) == ("succeeded", True, False)
    assert (charge.amount_captured, charge.amount_refunded) == (0, 0)
    assert account.now() < capture_before(account, intent) < account.now() + A_MONTH


def test_the_whole_is_captured(account):
    intent = account.held(10435)

    captured = account.v1.payment_intents.capture(intent)

    assert (captured.status, captured.amount_received) == ("succeeded", 10435)
    assert captured.amount_capturable == 0
    charge = account.charge(intent)
    assert (charge.captured, charge.amount_captured, charge.amount_refunded) == (True, 10435, 0)
    assert charge.refunds.data == []
    assert capture_before(account, intent) is None


def test_a_part_is_captured_and_the_rest_let_go(account):
    intent = account.held(10000)

    captured = account.v1.payment_intents.capture(intent, {"amount_to_capture": 6800})

    assert (captured.status, captured.amount_received) == ("succeeded", 6800)
    assert (captured.amount, captured.amount_capturable) == (10000, 0)
    charge = account.charge(intent)
    assert (charge.amount, charge.captured, charge.amount_captured) == (10000, True, 6800)
    assert charge.refunded is False
    assert_released(charge, 3200)
    assert capture_before(account, intent) is None


@pytest.mark.parametrize("part", [None, 6800])
def test_nothing_is_captured_twice(account, part):
    intent = account.held(10000)
    asked = {} if part is None else {"amount_to_capture": part}
    account.v1.payment_intents.capture(intent, asked)

    with pytest.raises(stripe.InvalidRequestError) as caught:
        account.v1.payment_intents.capture(intent, {"amount_to_capture": 100})

    assert (caught.value.http_status, caught.value.code) == (400, UNEXPECTED_STATE)
    assert account.intent(intent).amount_received == (part or 10000)


def test_no_more_is_captured_than_is_held(account):
    intent = account.held(10000)

    with pytest.raises(stripe.InvalidRequestError) as caught:
        account.v1.payment_intents.capture(intent, {"amount_to_capture": 10001})

    assert (caught.value.http_status, caught.value.code) == (400, "amount_too_large")
    assert account.intent(intent).status == "requires_capture"


def test_nothing_is_captured_where_nothing_is_asked(account):
    intent = account.held()

    with pytest.raises(stripe.InvalidRequestError) as caught:
        account.v1.payment_intents.capture(intent, {"amount_to_capture": 0})

    assert caught.value.code == "parameter_invalid_integer"


def test_cancelling_lets_go(account):
    intent = account.held(10000)

    canceled = account.v1.payment_intents.cancel(intent)

    assert (canceled.status, canceled.cancellation_reason) == ("canceled", None)
    assert (canceled.amount_capturable, canceled.amount_received) == (0, 0)
    assert canceled.canceled_at is not None
    charge = account.charge(intent)
    assert (charge.captured, charge.amount_captured) == (False, 0)
    assert_released(charge, 10000)
    assert capture_before(account, intent) is None


def test_what_was_cancelled_is_not_captured(account):
    intent = account.held()
    account.v1.payment_intents.cancel(intent)

    with pytest.raises(stripe.InvalidRequestError, match="status of canceled") as caught:
        account.v1.payment_intents.capture(intent)

    assert (caught.value.http_status, caught.value.code) == (400, UNEXPECTED_STATE)
    assert caught.value.error.payment_intent.status == "canceled"


@pytest.mark.parametrize("end", ["cancel", "capture"])
def test_what_has_ended_is_not_cancelled(account, end):
    intent = account.held()
    ended = getattr(account.v1.payment_intents, end)(intent)

    with pytest.raises(stripe.InvalidRequestError, match="cannot cancel") as caught:
        account.v1.payment_intents.cancel(intent)

    assert (caught.value.http_status, caught.value.code) == (400, UNEXPECTED_STATE)
    assert account.intent(intent).status == ended.status


def test_money_taken_at_once_was_never_held(account):
    intent = account.paid(10435)

    paid = account.intent(intent)
    assert (paid.status, paid.capture_method) == ("succeeded", "automatic")
    assert (paid.amount_received, paid.amount_capturable) == (10435, 0)
    charge = paid.latest_charge
    assert (charge.captured, charge.amount_captured, charge.amount_refunded) == (True, 10435, 0)
    assert capture_before(account, intent) is None
    with pytest.raises(stripe.InvalidRequestError) as caught:
        account.v1.payment_intents.capture(intent)
    assert caught.value.code == UNEXPECTED_STATE


def test_links_are_ids_until_they_are_expanded(account):
    intent = account.held()

    plain = account.v1.payment_intents.retrieve(intent)
    expanded = account.v1.payment_intents.retrieve(intent, {"expand": ["latest_charge"]})

    assert plain.latest_charge == expanded.latest_charge.id
    assert "refunds" not in expanded.latest_charge
    assert expanded.latest_charge.payment_intent == intent


def test_intents_are_listed_by_time(account):
    intent = account.held()
    created = account.intent(intent).created

    listed = account.v1.payment_intents.list({"created": {"gte": created}, "limit": 100})

    assert intent in [one.id for one in listed.auto_paging_iter()]


def test_an_intent_nobody_knows_is_missing(account):
    with pytest.raises(stripe.InvalidRequestError) as caught:
        account.v1.payment_intents.capture("pi_none")

    assert (caught.value.http_status, caught.value.code) == (404, "resource_missing")
