import pytest
import stripe

from tests.checkout.payment.sandbox.fixtures import WEBHOOK_SECRET, Inbox


def test_the_story_of_an_order_told_by_its_events(shop):
    intent = shop.captured()
    shop.refund(intent.id)

    assert shop.events() == [
        "payment_intent.created",
        "charge.succeeded",
        "payment_intent.amount_capturable_updated",
        "checkout.session.completed",
        "charge.captured",
        "payment_intent.succeeded",
        "refund.created",
        "charge.refunded",
    ]


def test_an_event_shows_the_object_as_it_stood_then(shop):
    intent = shop.captured()

    [held] = shop.sandbox.events("payment_intent.amount_capturable_updated")

    assert held["data"]["object"]["id"] == intent.id
    assert held["data"]["object"]["status"] == "requires_capture"


def test_an_event_names_the_request_behind_it(shop):
    intent = shop.held()
    captured = shop.capture(intent.id, key="take")

    [event] = shop.sandbox.events("charge.captured")

    assert event["request"] == {
        "id": captured.last_response.request_id,
        "idempotency_key": "take",
    }


def test_events_are_listed_by_type_and_retrieved(shop):
    shop.held()
    events = shop.client.v1.events

    [completed] = events.list({"type": "checkout.session.completed"}).data
    assert events.retrieve(completed.id).type == "checkout.session.completed"
    both = events.list({"types": ["charge.succeeded", "payment_intent.created"]}).data
    assert [event.type for event in both] == ["charge.succeeded", "payment_intent.created"]
    with pytest.raises(stripe.InvalidRequestError, match="No such event"):
        events.retrieve("evt_none")


@pytest.mark.parametrize(
    "asked",
    [
        {"type": "charge.captured", "types": ["charge.captured"]},
        {"types": ["charge.captured"] * 21},
        {"type": "charge.*"},
    ],
)
def test_types_that_cannot_be_asked_for(shop, asked):
    with pytest.raises(stripe.InvalidRequestError):
        shop.client.v1.events.list(asked)


def test_events_are_listed_for_thirty_days(shop):
    shop.captured()
    shop.sandbox.move_clock(days=29)
    assert shop.client.v1.events.list().data != []

    shop.sandbox.move_clock(days=2)

    assert shop.client.v1.events.list().data == []
    assert shop.client.v1.events.list({"created": {"gt": 0}}).data == []
    [event] = shop.sandbox.events("charge.captured")
    assert shop.client.v1.events.retrieve(event["id"]).type == "charge.captured"


def test_webhooks_are_signed_and_come_in_order(shop):
    shop.held()
    inbox = Inbox()

    assert shop.sandbox.deliver(inbox) == [200] * 4

    assert inbox.types == shop.events()
    assert [event.pending_webhooks for event in inbox.got] == [1, 1, 1, 1]
    assert shop.sandbox.waiting(all=True) == []
    assert {event["pending_webhooks"] for event in shop.sandbox.events()} == {0}


def test_a_changed_body_does_not_pass_for_signed(shop):
    shop.held()
    [event] = shop.sandbox.events("charge.succeeded")
    body, signature = shop.sandbox.webhook(event["id"])

    with pytest.raises(stripe.SignatureVerificationError):
        stripe.Webhook.construct_event(body + b" ", signature, WEBHOOK_SECRET)
    with pytest.raises(stripe.SignatureVerificationError):
        stripe.Webhook.construct_event(body, signature, "whsec_other")


def test_a_moved_clock_does_not_make_signatures_old(shop):
    shop.held()
    shop.sandbox.move_clock(days=1)
    inbox = Inbox()

    shop.sandbox.deliver(inbox)

    assert len(inbox.got) == 4


def test_a_webhook_nobody_took_is_tried_again_later_and_later(shop):
    shop.client.v1.checkout.sessions.expire(shop.open().id)
    inbox = Inbox(answers=[500, 0])
    [first] = shop.sandbox.waiting()
    assert shop.sandbox.send(first, inbox) == 500
    assert shop.sandbox.waiting() == []

    shop.sandbox.move_clock(seconds=1)
    [second] = shop.sandbox.waiting()
    shop.sandbox.send(second, inbox)
    shop.sandbox.move_clock(seconds=1)
    assert shop.sandbox.waiting() == []
    shop.sandbox.move_clock(seconds=1)
    [third] = shop.sandbox.waiting()
    shop.sandbox.send(third, inbox)

    assert len({event.id for event in inbox.got}) == 1
    assert shop.sandbox.waiting(all=True) == []


def test_after_three_days_it_is_given_up(shop):
    shop.client.v1.checkout.sessions.expire(shop.open().id)
    tries = 0

    while waiting := shop.sandbox.waiting(all=True):
        assert shop.sandbox.send(waiting[0], lambda body, signature: 500) == 500
        tries += 1

    assert tries == 27


def test_an_event_can_be_delivered_once_more(shop):
    shop.held()
    inbox = Inbox()
    shop.sandbox.deliver(inbox)
    first = inbox.got[0].id

    shop.sandbox.deliver_again(first)
    shop.sandbox.deliver(inbox)

    assert inbox.got[-1].id == first


def test_everything_may_be_delivered_several_times(shop):
    shop.held()
    inbox = Inbox()

    shop.sandbox.deliver(inbox, times=3)

    assert len(inbox.got) == 12


def test_a_receiver_may_ask_and_act_while_it_is_told(shop):
    intent = shop.held()

    def capture_at_once(body: bytes, signature: str) -> int:
        if b'"type": "checkout.session.completed"' in body:
            shop.capture(intent.id)
        return 200

    statuses = shop.sandbox.deliver(capture_at_once)

    assert statuses == [200] * 6
    assert shop.intent(intent.id).status == "succeeded"
