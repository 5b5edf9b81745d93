"""Two requests at once that change one PaymentIntent: the second is told to come again."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import stripe

from checkout.payment.sandbox.core.faults import Fault, Kind
from checkout.payment.sandbox.core.sandbox import Sandbox
from tests.checkout.payment.openapi import CheckedSandboxClient
from tests.checkout.payment.sandbox.fixtures import Shop

SLOWLY = 1.0


class Pause:
    """The sleep of a slow request: until it is told to go on."""

    def __init__(self) -> None:
        self.begun, self.go_on = threading.Event(), threading.Event()

    def __call__(self, seconds: float) -> None:
        assert seconds == SLOWLY
        self.begun.set()
        assert self.go_on.wait(5)


class BusyShop(Shop):
    """A shop that asks while another request of its own is still under way."""

    def __init__(self, http: CheckedSandboxClient, pause: Pause) -> None:
        super().__init__(stripe.StripeClient("sk_test_x", http_client=http), http.sandbox)
        self.http = http
        self.pause = pause

    @contextmanager
    def during(self, operation: str, request: Callable[[], object]) -> Iterator[None]:
        """The request has begun, and ends with this block."""
        self.sandbox.plan(Fault(Kind.SLOW, operation, seconds=SLOWLY))
        self.first = threading.Thread(target=request)
        self.first.start()
        assert self.pause.begun.wait(5)
        try:
            yield
        finally:
            self.finish()

    def finish(self) -> None:
        self.pause.go_on.set()
        self.first.join()


@pytest.fixture
def busy(tmp_path, openapi) -> Iterator[BusyShop]:
    pause = Pause()
    sandbox = Sandbox(tmp_path / "state", sleep=pause)
    http = CheckedSandboxClient(sandbox, openapi=openapi)
    yield BusyShop(http, pause)
    http.check_events()
    sandbox.close()


def test_a_cancellation_during_a_capture_is_told_to_come_again(busy):
    intent = busy.held(total=10000)

    with (
        busy.during("intents.capture", lambda: busy.capture(intent.id)),
        pytest.raises(stripe.RateLimitError, match="cannot be accessed right now") as caught,
    ):
        busy.cancel(intent.id)

    assert (caught.value.http_status, caught.value.error.code) == (429, "lock_timeout")
    assert caught.value.headers["stripe-should-retry"] == "true"
    assert busy.intent(intent.id).status == "succeeded"
    assert busy.sandbox.money() == [(10000, 10000, 0)]


def test_a_capture_during_a_cancellation_is_too(busy):
    intent = busy.held()

    with (
        busy.during("intents.cancel", lambda: busy.cancel(intent.id)),
        pytest.raises(stripe.RateLimitError),
    ):
        busy.capture(intent.id)

    assert busy.intent(intent.id).status == "canceled"


@pytest.mark.parametrize("named_by", ["payment_intent", "charge"])
def test_two_refunds_at_once(busy, named_by):
    intent = busy.captured(total=10000)
    named = intent.id if named_by == "payment_intent" else busy.charge(intent.id).id

    with (
        busy.during("refunds.create", lambda: busy.refund(intent.id, 6000)),
        pytest.raises(stripe.RateLimitError),
    ):
        busy.client.v1.refunds.create({named_by: named, "amount": 100})

    assert busy.sandbox.money() == [(10000, 10000, 6000)]


def test_a_session_is_not_expired_twice_at_once(busy):
    session = busy.open()
    busy.sandbox.pay(session.id, "4000000000000002")
    expire = busy.client.v1.checkout.sessions.expire

    with (
        busy.during("sessions.expire", lambda: expire(session.id)),
        pytest.raises(stripe.RateLimitError),
    ):
        expire(session.id)

    assert busy.session(session.id).status == "expired"


def test_nothing_is_remembered_for_the_key_that_came_too_early(busy):
    intent = busy.captured(total=10000)
    with (
        busy.during("refunds.create", lambda: busy.refund(intent.id, 6000)),
        pytest.raises(stripe.RateLimitError),
    ):
        busy.refund(intent.id, 4000, key="the-rest")

    assert busy.refund(intent.id, 4000, key="the-rest").status == "succeeded"


def test_a_key_that_knows_its_answer_gives_it_meanwhile(busy):
    intent = busy.captured(total=10000)
    given = busy.refund(intent.id, 100, key="give")

    with busy.during("refunds.create", lambda: busy.refund(intent.id, 200)):
        assert busy.refund(intent.id, 100, key="give").id == given.id

    assert busy.sandbox.money() == [(10000, 10000, 300)]


def test_other_payments_and_questions_are_not_held_up(busy):
    one, other = busy.held(order="1"), busy.held(order="2")
    unpaid = busy.open(order="3")

    with busy.during("intents.capture", lambda: busy.capture(one.id)):
        assert busy.intent(one.id).status == "requires_capture"
        assert busy.capture(other.id).status == "succeeded"
        assert busy.client.v1.checkout.sessions.expire(unpaid.id).status == "expired"

    assert busy.intent(one.id).status == "succeeded"


@pytest.mark.parametrize(
    "ask",
    [
        lambda shop: shop.cancel("pi_none"),
        lambda shop: shop.client.v1.refunds.create({"charge": "ch_none"}),
        lambda shop: shop.client.v1.checkout.sessions.expire("cs_none"),
    ],
    ids=["an intent", "a charge", "a session"],
)
def test_what_nobody_knows_is_missing_and_not_in_use(busy, ask):
    intent = busy.held()

    with (
        busy.during("intents.capture", lambda: busy.capture(intent.id)),
        pytest.raises(stripe.InvalidRequestError, match="No such"),
    ):
        ask(busy)


def test_the_sdk_comes_again_by_itself_where_it_may(busy, monkeypatch):
    intent = busy.held()
    patient = stripe.StripeClient("sk_test_x", http_client=busy.http, max_network_retries=2)
    asked: list[str] = []
    request = busy.http.request

    def third_time_lucky(method, url, *more, **named):
        asked.append(url)
        if len(asked) == 3:
            busy.finish()
        return request(method, url, *more, **named)

    with busy.during("intents.capture", lambda: busy.capture(intent.id)):
        monkeypatch.setattr(busy.http, "request", third_time_lucky)
        with pytest.raises(stripe.InvalidRequestError, match="has a status of succeeded"):
            patient.v1.payment_intents.cancel(intent.id)

    assert len(asked) == 3
