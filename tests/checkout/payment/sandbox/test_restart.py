"""The sandbox process killed at every moment, and started again with the same file."""

import signal
import threading
from collections.abc import Iterator

import pytest
import stripe

from tests.checkout.payment.sandbox.fixtures import session_params
from tests.checkout.payment.sandbox.running import Running


@pytest.fixture
def start(tmp_path) -> Iterator[object]:
    started: list[Running] = []

    def start() -> Running:
        started.append(Running(tmp_path / "state.sqlite"))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.end(signal.SIGKILL)


def test_killed_between_any_two_requests_it_has_forgotten_nothing(start):
    one = start()
    params = session_params(one.state()["now"], total=10000)
    session = one.client.v1.checkout.sessions.create(params, {"idempotency_key": "open"})
    one.end(signal.SIGKILL)

    two = start()
    assert two.do("pay", session=session.id) == {"outcome": "held"}
    two.do("clock", hours=1)
    two.end(signal.SIGKILL)

    three = start()
    again = three.client.v1.checkout.sessions.create(params, {"idempotency_key": "open"})
    found = three.client.v1.checkout.sessions.retrieve(session.id)
    assert (again.id, found.status) == (session.id, "complete")
    intent = str(found.payment_intent)
    captured = three.client.v1.payment_intents.capture(
        intent, {"amount_to_capture": 6800}, {"idempotency_key": "take"}
    )
    three.end(signal.SIGKILL)

    four = start()
    replayed = four.client.v1.payment_intents.capture(
        intent, {"amount_to_capture": 6800}, {"idempotency_key": "take"}
    )
    assert replayed.amount_received == captured.amount_received == 6800
    assert (four.state()["money"], four.state()["waiting"]) == ([[10000, 6800, 0]], 6)
    assert four.end(signal.SIGTERM) == 0


def test_killed_in_the_middle_of_a_capture_nothing_was_captured(start):
    one = start()
    params = session_params(one.state()["now"])
    session = one.client.v1.checkout.sessions.create(params)
    one.do("pay", session=session.id)
    intent = str(one.client.v1.checkout.sessions.retrieve(session.id).payment_intent)
    one.do("faults", kind="slow", target="intents.capture", seconds=20)
    lost: list[Exception] = []

    def capture() -> None:
        try:
            one.client.v1.payment_intents.capture(intent, {}, {"idempotency_key": "take"})
        except stripe.APIConnectionError as error:
            lost.append(error)

    waiting = threading.Thread(target=capture)
    waiting.start()
    assert any(not one.state()["faults"] for _ in range(1000)), "the capture never began"
    one.end(signal.SIGKILL)
    waiting.join()

    two = start()
    assert len(lost) == 1
    assert two.client.v1.payment_intents.retrieve(intent).status == "requires_capture"
    captured = two.client.v1.payment_intents.capture(intent, {}, {"idempotency_key": "take"})
    assert captured.status == "succeeded"
    assert two.end(signal.SIGINT) == 0


def test_killed_at_any_moment_nothing_that_was_answered_is_lost(start):
    """Several refunds are always under way when it dies; each key then stands for one refund."""
    one = start()
    session = one.client.v1.checkout.sessions.create(session_params(one.state()["now"]))
    one.do("pay", session=session.id)
    intent = str(one.client.v1.checkout.sessions.retrieve(session.id).payment_intent)
    one.client.v1.payment_intents.capture(intent)
    answered: dict[str, str] = {}
    enough = threading.Event()

    def give_back(running: Running, key: str) -> str:
        asked = {"payment_intent": intent, "amount": 10}
        return running.client.v1.refunds.create(asked, {"idempotency_key": key}).id

    def give_back_until_it_dies(name: str) -> None:
        for number in range(100):
            key = f"{name}-{number}"
            try:
                answered[key] = give_back(one, key)
            except (stripe.APIConnectionError, stripe.APIError):
                lost.append(key)
                return
            if len(answered) >= 10:
                enough.set()

    lost: list[str] = []
    threads = [threading.Thread(target=give_back_until_it_dies, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    assert enough.wait(20)
    one.end(signal.SIGKILL)
    for thread in threads:
        thread.join()

    two = start()
    kept = {refund.id for refund in two.client.v1.refunds.list({"limit": 100}).auto_paging_iter()}
    assert {*answered.values()} <= kept
    assert {key: give_back(two, key) for key in answered} == answered
    for key in lost:
        assert give_back(two, key) == give_back(two, key)
    refunds = len(answered) + len(lost)
    assert two.state()["money"] == [[10435, 10435, 10 * refunds]]
    events = two.client.v1.events.list({"type": "refund.created", "limit": 100})
    assert len([*events.auto_paging_iter()]) == refunds
