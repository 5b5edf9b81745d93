"""Idempotency keys: an answer belongs to its key, and so does the question."""

import pytest
import stripe

from tests.checkout.payment.contract.accounts import fresh


def test_the_same_key_gives_the_same_answer(account):
    params, key = account.params(), {"idempotency_key": fresh("open")}

    first = account.v1.checkout.sessions.create(params, key)
    again = account.v1.checkout.sessions.create(params, key)

    assert again.to_dict() == first.to_dict()
    assert again.last_response.headers["idempotent-replayed"] == "true"
    assert "idempotent-replayed" not in first.last_response.headers


def test_an_answer_is_repeated_as_it_was_then(account):
    params, key = account.params(), {"idempotency_key": fresh("open")}
    session = account.v1.checkout.sessions.create(params, key)
    account.v1.checkout.sessions.expire(session.id)

    assert account.v1.checkout.sessions.create(params, key).status == "open"


def test_a_key_with_other_parameters_is_refused(account):
    key = {"idempotency_key": fresh("open")}
    account.v1.checkout.sessions.create(account.params(total=10000), key)

    with pytest.raises(stripe.IdempotencyError) as caught:
        account.v1.checkout.sessions.create(account.params(total=20000), key)

    assert (caught.value.http_status, caught.value.error.type) == (400, "idempotency_error")


def test_a_key_for_another_address_is_refused(account):
    one, other = account.held(), account.held()
    key = {"idempotency_key": fresh("take")}
    account.v1.payment_intents.capture(one, {}, key)

    with pytest.raises(stripe.IdempotencyError) as caught:
        account.v1.payment_intents.capture(other, {}, key)

    assert caught.value.http_status == 400
    assert account.intent(other).status == "requires_capture"


def test_a_capture_is_done_once_for_its_key(account):
    intent, key = account.held(10000), {"idempotency_key": fresh("take")}

    for _ in range(2):
        captured = account.v1.payment_intents.capture(intent, {"amount_to_capture": 6800}, key)

    assert (captured.status, captured.amount_received) == ("succeeded", 6800)
    assert account.charge(intent).amount_captured == 6800


def test_a_refund_is_given_once_for_its_key(account):
    intent, key = account.captured(10000), {"idempotency_key": fresh("give")}
    asked = {"payment_intent": intent, "amount": 100}

    given = {account.v1.refunds.create(asked, key).id for _ in range(2)}

    assert len(given) == 1
    assert account.charge(intent).amount_refunded == 100


def test_a_refusal_is_remembered_too(account):
    intent, key = account.held(), {"idempotency_key": fresh("take")}
    account.v1.payment_intents.cancel(intent)
    for _ in range(2):
        with pytest.raises(stripe.InvalidRequestError) as caught:
            account.v1.payment_intents.capture(intent, {}, key)

    assert caught.value.headers["idempotent-replayed"] == "true"
