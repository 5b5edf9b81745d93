"""Messages from Stripe: signed ones are kept once and looked up, anything else changes nothing."""

import json
import time
from datetime import timedelta

import pytest
import stripe
from django.urls import reverse
from django.utils import timezone

from checkout.order import actions
from checkout.order.models import Order
from checkout.payment.models import PaymentAttempt, StripeEvent
from checkout.payment.paying import payment_page
from checkout.payment.sandbox.core.faults import Fault, Kind
from tests.checkout.payment.webhooks import A_BALANCE
from tests.checkout.shopping import (
    a_placed_order,
    attempt_of,
    let_the_worker_work,
    refreshed,
)
from tests.factories import a_dosage, a_medicine, a_pack

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(client):
    def post(body: bytes, signature: str, **headers) -> int:
        return client.post(
            reverse("webhook"),
            body,
            content_type="application/json",
            headers={"Stripe-Signature": signature, **headers},
        ).status_code

    return post


def a_paid_order(sandbox, legal_class="GSL"):
    order = a_placed_order({a_pack(a_dosage(a_medicine(legal_class=legal_class))): 1})
    assert payment_page(order, now=timezone.now()).url
    sandbox.pay(attempt_of(order).session_id)
    return order


def signed(payload, *, secret="whsec_tests", at=None):
    body = json.dumps(payload).encode()
    moment = int(at or time.time())
    signature = stripe.WebhookSignature._compute_signature(f"{moment}.{body.decode()}", secret)
    return body, f"t={moment},v1={signature}"


def an_event(**changed):
    event = {
        "id": "evt_1",
        "object": "event",
        "type": "payment_intent.succeeded",
        "livemode": False,
        "data": {"object": {"object": "payment_intent", "id": "pi_1"}},
    }
    return event | changed


def test_an_order_is_paid_by_webhook_alone(sandbox, post):
    order = a_paid_order(sandbox)
    assert set(sandbox.deliver(post)) == {200}
    let_the_worker_work()
    sandbox.deliver(post)
    let_the_worker_work()
    assert refreshed(order).status == "paid"


def test_the_same_events_many_times_over_are_one_transition_and_one_charge(sandbox, post):
    order = a_paid_order(sandbox)
    for _ in range(3):
        sandbox.deliver(post, times=5)
        let_the_worker_work()
    assert refreshed(order).status == "paid"
    assert sandbox.captured(order.number) == [attempt_of(order).amount]
    assert refreshed(order).status_changes.count() == 2


def test_an_event_that_comes_before_we_know_its_payment_waits_for_it(sandbox, post):
    order = a_paid_order(sandbox, legal_class="POM")
    known, session_id = PaymentAttempt.objects.filter(order=order), attempt_of(order).session_id
    known.update(session_id="cs_not_written_yet")
    Order.objects.update(number="NOT-YET")
    sandbox.deliver(post)
    let_the_worker_work()
    assert refreshed(order).status == "awaiting_payment"
    assert StripeEvent.objects.filter(processed_at=None).exists()
    known.update(session_id=session_id)
    Order.objects.update(number=order.number)
    let_the_worker_work(after=timedelta(minutes=2))
    assert refreshed(order).status == "awaiting_pharmacist"


def test_an_event_about_a_page_we_never_learn_of_is_done_with_once_its_order_has_ended(
    sandbox, post
):
    order = a_placed_order({a_pack(): 1})
    sandbox.plan(Fault(Kind.ERROR_500_AFTER, "sessions.create"))
    payment_page(order, now=timezone.now())
    actions.cancel(order, now=timezone.now())
    let_the_worker_work()
    assert attempt_of(order).state == "abandoned"

    sandbox.move_clock(hours=1)
    sandbox.deliver(post)
    assert StripeEvent.objects.get().type == "checkout.session.expired"
    let_the_worker_work()
    assert not StripeEvent.objects.filter(processed_at=None).exists()


def test_however_long_stripe_was_away_an_event_is_looked_up_soon_after(sandbox, post):
    order = a_placed_order({a_pack(): 1})
    sandbox.plan(Fault(Kind.TIMEOUT_AFTER, "sessions.create", times=2))
    assert payment_page(order, now=timezone.now()).preparing
    [session] = sandbox.sessions()
    sandbox.pay(session)
    sandbox.deliver(post)
    let_the_worker_work(after=timedelta(hours=13))
    assert StripeEvent.objects.filter(processed_at=None).exists()
    let_the_worker_work(after=timedelta(hours=14))
    assert attempt_of(order).session_id == session
    assert not StripeEvent.objects.filter(processed_at=None).exists()


def test_an_event_about_nothing_of_ours_is_waited_for_three_days(sandbox, post):
    assert post(*signed(an_event())) == 200
    let_the_worker_work(after=timedelta(days=2, hours=23))
    assert StripeEvent.objects.filter(processed_at=None).exists()
    let_the_worker_work(after=timedelta(days=3, hours=1))
    assert not StripeEvent.objects.filter(processed_at=None).exists()


# Signed inside the test: Stripe's signature is good for 300 seconds only.
REFUSED = {
    "empty": lambda: (b"", ""),
    "garbage": lambda: (b"not json", "t=1,v1=00"),
    "bytes": lambda: (b"\x00\xff", "nonsense"),
    "not ASCII": lambda: (b"{}", f"t={int(time.time())},v1=é"),
    "forged": lambda: signed(an_event(), secret="whsec_somebody_else"),
    "replayed late": lambda: signed(an_event(), at=time.time() - 301),
    "live": lambda: signed(an_event(livemode=True)),
    "no type": lambda: signed({"id": "evt_1", "object": "event"}),
    "a list": lambda: signed([]),
}


@pytest.mark.parametrize("refused", REFUSED)
def test_what_stripe_did_not_sign_just_now_changes_nothing(post, refused):
    assert post(*REFUSED[refused]()) == 400
    assert not StripeEvent.objects.exists()


def test_a_message_too_large_is_not_read(post):
    body, signature = signed(an_event(data={"object": {"object": "x", "pad": "x" * 300_000}}))
    assert post(body, signature) == 400
    assert not StripeEvent.objects.exists()


def test_an_event_of_an_unknown_type_is_kept_and_done(post):
    body, signature = signed(an_event(type="balance.available", data={"object": A_BALANCE}))
    assert post(body, signature) == 200
    [event] = StripeEvent.objects.all()
    assert event.processed_at is not None


def test_only_posts_are_answered(client):
    assert client.get(reverse("webhook")).status_code == 405
