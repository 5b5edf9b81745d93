import threading

import pytest
import stripe

from checkout.payment.sandbox.core.faults import Fault, Kind
from checkout.payment.sandbox.core.sandbox import Sandbox
from tests.checkout.payment.openapi import CheckedSandboxClient
from tests.checkout.payment.sandbox.fixtures import Shop


def sessions(shop: Shop) -> int:
    return len(shop.client.v1.checkout.sessions.list().data)


def test_the_same_key_gives_the_same_session(shop):
    params = shop.params()
    create = shop.client.v1.checkout.sessions.create

    first = create(params, {"idempotency_key": "open-1"})
    again = create(params, {"idempotency_key": "open-1"})

    assert (again.id, sessions(shop)) == (first.id, 1)
    assert again.last_response.headers["idempotent-replayed"] == "true"
    assert again.last_response.headers["original-request"] == first.last_response.request_id


def test_without_a_key_every_request_is_new(shop):
    shop.open()
    shop.open()

    assert sessions(shop) == 2


def test_a_key_is_bound_to_its_parameters(shop):
    shop.open(key="open-1", total=100)

    with pytest.raises(stripe.IdempotencyError, match="same parameters") as caught:
        shop.open(key="open-1", total=200)

    assert (caught.value.http_status, sessions(shop)) == (400, 1)


def test_a_key_is_bound_to_its_address(shop):
    one, other = shop.held(order="1"), shop.held(order="2")
    shop.capture(one.id, key="take")

    with pytest.raises(stripe.IdempotencyError, match="same endpoint"):
        shop.capture(other.id, key="take")

    assert shop.intent(other.id).status == "requires_capture"


def test_a_refusal_is_remembered_too(shop):
    intent = shop.held()
    shop.cancel(intent.id)
    for _ in range(2):
        with pytest.raises(stripe.InvalidRequestError) as caught:
            shop.capture(intent.id, key="take")

    assert caught.value.headers["idempotent-replayed"] == "true"


def test_what_was_wrong_before_anything_began_is_not_remembered(shop):
    early = {**shop.params(), "expires_at": shop.sandbox.now() + 60}
    create = shop.client.v1.checkout.sessions.create
    with pytest.raises(stripe.InvalidRequestError, match="expires_at"):
        create(early, {"idempotency_key": "open-1"})

    assert create(shop.params(), {"idempotency_key": "open-1"}).status == "open"


def test_a_key_lives_a_day(shop):
    intent = shop.captured(total=10000)
    first = shop.refund(intent.id, 100, key="give-back")
    shop.sandbox.move_clock(hours=23)
    assert shop.refund(intent.id, 100, key="give-back").id == first.id

    shop.sandbox.move_clock(hours=1)

    assert shop.refund(intent.id, 100, key="give-back").id != first.id


def test_a_saved_500_is_repeated_whatever_was_done(shop):
    intent = shop.held()
    shop.sandbox.plan(Fault(Kind.ERROR_500, "intents.capture"))
    for _ in range(2):
        with pytest.raises(stripe.APIError) as caught:
            shop.capture(intent.id, key="take-1")
    assert caught.value.http_status == 500
    assert shop.intent(intent.id).status == "requires_capture"

    assert shop.capture(intent.id, key="take-2").status == "succeeded"


def test_a_saved_500_may_hide_a_capture(shop):
    intent = shop.held()
    shop.sandbox.plan(Fault(Kind.ERROR_500_AFTER, "intents.capture"))

    with pytest.raises(stripe.APIError):
        shop.capture(intent.id, key="take-1")

    assert shop.intent(intent.id).status == "succeeded"


def test_a_key_in_use_is_a_conflict(tmp_path, openapi):
    """The first request is still under way when the second comes with the same key."""
    under_way, go_on = threading.Event(), threading.Event()

    def hold(seconds: float) -> None:
        under_way.set()
        go_on.wait(5)

    sandbox = Sandbox(tmp_path / "state", sleep=hold)
    http = CheckedSandboxClient(sandbox, openapi=openapi)
    shop = Shop(stripe.StripeClient("sk_test_x", http_client=http), sandbox)
    intent = shop.captured(total=10000)
    sandbox.plan(Fault(Kind.SLOW, "refunds.create", seconds=1))
    first = threading.Thread(target=shop.refund, args=(intent.id, 100), kwargs={"key": "give"})
    first.start()
    under_way.wait(5)

    with pytest.raises(stripe.APIError) as caught:
        shop.refund(intent.id, 100, key="give")

    assert (caught.value.http_status, caught.value.error.code) == (409, "idempotency_key_in_use")
    go_on.set()
    first.join()
    assert shop.refund(intent.id, 100, key="give").amount == 100
    assert sandbox.money() == [(10000, 10000, 100)]
    sandbox.close()


def test_reading_needs_no_key(shop):
    session = shop.open()
    read = shop.client.v1.checkout.sessions.retrieve

    before = read(session.id, options={"idempotency_key": "read"})
    shop.sandbox.pay(session.id)

    assert read(session.id, options={"idempotency_key": "read"}).status == "complete"
    assert before.status == "open"


def test_a_key_has_at_most_255_characters(shop):
    with pytest.raises(stripe.InvalidRequestError, match="at most 255"):
        shop.open(key="k" * 256)
