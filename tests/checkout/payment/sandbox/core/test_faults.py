import pytest
import stripe

from checkout.payment.sandbox.core.faults import Fault, Kind
from tests.checkout.payment.sandbox.fixtures import Inbox


def test_a_request_lost_on_the_way_there_did_nothing(shop):
    shop.sandbox.plan(Fault(Kind.TIMEOUT_BEFORE, "sessions.create"))

    with pytest.raises(stripe.APIConnectionError):
        shop.open(key="open-1")

    assert shop.client.v1.checkout.sessions.list().data == []


def test_an_answer_lost_on_the_way_back_is_found_with_the_same_key(shop):
    params = shop.params()
    create = shop.client.v1.checkout.sessions.create
    shop.sandbox.plan(Fault(Kind.TIMEOUT_AFTER, "sessions.create"))
    with pytest.raises(stripe.APIConnectionError):
        create(params, {"idempotency_key": "open-1"})

    session = create(params, {"idempotency_key": "open-1"})

    [only] = shop.client.v1.checkout.sessions.list().data
    assert only.id == session.id


def test_the_sdk_itself_repeats_what_was_lost(stripe_http, shop):
    intent = shop.held()
    client = stripe.StripeClient("sk_test_x", http_client=stripe_http, max_network_retries=2)
    shop.sandbox.plan(Fault(Kind.TIMEOUT_AFTER, "intents.capture", times=2))

    captured = client.v1.payment_intents.capture(intent.id)

    assert captured.status == "succeeded"
    assert len(shop.sandbox.events("charge.captured")) == 1


def test_too_many_requests(shop):
    shop.sandbox.plan(Fault(Kind.RATE_LIMIT, "refunds.*"))
    intent = shop.captured()

    with pytest.raises(stripe.RateLimitError):
        shop.refund(intent.id, key="give-back")

    assert shop.refund(intent.id, key="give-back").status == "succeeded"


def test_the_bank_may_refuse_a_capture(shop):
    intent = shop.held()
    shop.sandbox.plan(Fault(Kind.DECLINED, "intents.capture"))

    with pytest.raises(stripe.CardError, match=r"Your card was declined\.") as caught:
        shop.capture(intent.id, key="take")

    assert (caught.value.http_status, caught.value.code) == (402, "card_declined")
    error = caught.value.error
    assert (error.decline_code, error.advice_code) == ("generic_decline", "try_again_later")
    assert error.charge == intent.latest_charge.id
    assert error.payment_intent.status == "requires_capture"


def test_after_a_refused_capture_the_money_is_still_held(shop):
    intent = shop.held(total=10000)
    shop.sandbox.plan(Fault(Kind.DECLINED, "intents.capture"))
    before = shop.events()
    with pytest.raises(stripe.CardError):
        shop.capture(intent.id)

    assert (shop.events(), shop.sandbox.money()) == (before, [(10000, 0, 0)])
    assert shop.intent(intent.id).amount_capturable == 10000
    assert shop.capture(intent.id).status == "succeeded"


def test_the_key_of_a_refused_capture_remembers_the_refusal(shop):
    intent = shop.held()
    shop.sandbox.plan(Fault(Kind.DECLINED, "intents.capture"))
    for _ in range(2):
        with pytest.raises(stripe.CardError) as caught:
            shop.capture(intent.id, key="take-1")

    assert caught.value.headers["idempotent-replayed"] == "true"
    assert shop.capture(intent.id, key="take-2").status == "succeeded"


def test_no_bank_is_asked_where_nothing_is_held(shop):
    intent = shop.cancel(shop.held().id)
    shop.sandbox.plan(Fault(Kind.DECLINED, "intents.capture"))

    with pytest.raises(stripe.InvalidRequestError, match="status of canceled"):
        shop.capture(intent.id)


def test_other_requests_may_be_declined_too(shop):
    intent = shop.captured()
    shop.sandbox.plan(Fault(Kind.DECLINED, "refunds.create"))

    with pytest.raises(stripe.CardError) as caught:
        shop.refund(intent.id)

    assert caught.value.error.payment_intent is None
    assert shop.charge(intent.id).amount_refunded == 0


def test_faults_happen_in_the_order_planned_and_only_as_often(shop):
    shop.sandbox.plan(
        Fault(Kind.RATE_LIMIT, "sessions.retrieve"),
        Fault(Kind.TIMEOUT_BEFORE, "sessions.*", times=2),
    )
    session = shop.open  # not asked yet

    for error in (stripe.APIConnectionError, stripe.APIConnectionError):
        with pytest.raises(error):
            session()
    opened = session()
    with pytest.raises(stripe.RateLimitError):
        shop.session(opened.id)
    assert shop.session(opened.id).status == "open"
    assert shop.sandbox.planned() == []


def test_a_plan_can_be_dropped(shop):
    shop.sandbox.plan(Fault(Kind.TIMEOUT_BEFORE, times=99))
    assert len(shop.sandbox.planned()) == 1

    shop.sandbox.clear_faults()

    assert shop.open().status == "open"


def test_a_dropped_webhook_never_comes_but_the_event_is_there(shop):
    shop.sandbox.plan(Fault(Kind.DROP, "charge.captured"))
    shop.captured()
    inbox = Inbox()

    shop.sandbox.deliver(inbox)

    assert "charge.captured" not in inbox.types
    assert "charge.captured" in shop.events()


def test_a_webhook_may_come_twice(shop):
    shop.sandbox.plan(Fault(Kind.DUPLICATE, "checkout.session.completed"))
    shop.held()
    inbox = Inbox()

    shop.sandbox.deliver(inbox)

    twice = [event.id for event in inbox.got if event.type == "checkout.session.completed"]
    assert len(twice) == 2
    assert len({*twice}) == 1


def test_a_webhook_may_overtake_another(shop):
    shop.sandbox.plan(Fault(Kind.REORDER, "charge.captured"))
    shop.captured()
    inbox = Inbox()

    shop.sandbox.deliver(inbox)

    assert inbox.types[-2:] == ["payment_intent.succeeded", "charge.captured"]


def test_a_webhook_may_be_late(shop):
    shop.sandbox.plan(Fault(Kind.DELAY, "checkout.session.completed", seconds=3600))
    shop.held()

    soon = {delivery.event for delivery in shop.sandbox.waiting()}
    [late] = shop.sandbox.events("checkout.session.completed")

    assert late["id"] not in soon
    shop.sandbox.move_clock(hours=1)
    assert late["id"] in {delivery.event for delivery in shop.sandbox.waiting()}
