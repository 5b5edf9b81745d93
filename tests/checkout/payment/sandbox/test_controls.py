import json

import pytest

from checkout.payment.sandbox.controls import Controls
from checkout.payment.sandbox.web import WebRequest
from tests.checkout.payment.sandbox.fixtures import Inbox


class Hand:
    def __init__(self, sandbox, post):
        self.controls = Controls(sandbox, post)

    def get(self, path, query=""):
        return self._read(WebRequest("GET", path, query, {}, b""))

    def post(self, path, **asked):
        return self._read(WebRequest("POST", path, "", {}, json.dumps(asked).encode()))

    def _read(self, request):
        response = self.controls.respond(request)
        return response.status, json.loads(response.body)


@pytest.fixture
def inbox():
    return Inbox()


@pytest.fixture
def hand(stripe_sandbox, inbox):
    return Hand(stripe_sandbox, inbox)


def test_time_can_be_moved(hand, stripe_sandbox):
    before = stripe_sandbox.now()

    status, said = hand.post("/sandbox/clock/", hours=1)

    assert (status, said["now"] >= before + 3600) == (200, True)
    assert hand.post("/sandbox/clock/", hours=-1)[0] == 400
    assert hand.post("/sandbox/clock/", years=1)[0] == 400


def test_faults_can_be_planned_and_dropped(hand):
    status, said = hand.post("/sandbox/faults/", kind="drop", target="charge.*", times=2)

    assert status == 200
    assert said["faults"] == [{"kind": "drop", "target": "charge.*", "times": 2, "seconds": 0.0}]
    assert hand.post("/sandbox/faults/clear/")[1]["faults"] == []
    assert hand.post("/sandbox/faults/", kind="earthquake")[0] == 400


def test_a_session_can_be_paid_and_its_events_seen_and_delivered(hand, shop, inbox):
    session = shop.open()

    assert hand.post("/sandbox/pay/", session=session.id)[1] == {"outcome": "held"}
    assert hand.get("/sandbox/")[1]["money"] == [[10435, 0, 0]]
    [event] = hand.get("/sandbox/events/", "type=checkout.session.completed")[1]["events"]
    assert hand.post("/sandbox/deliver/")[1] == {"statuses": [200] * 4}
    assert hand.post("/sandbox/deliver/", event=event["id"], times=2)[1] == {"statuses": [200]}
    assert inbox.types == [*shop.events(), event["type"], event["type"]]
    assert hand.post("/sandbox/pay/", session=session.id)[0] == 400


def test_the_bank_can_be_played_too(hand, shop, stripe_sandbox):
    shop.captured(card="4000000000001976")
    [opened] = stripe_sandbox.events("charge.dispute.created")
    dispute = opened["data"]["object"]["id"]

    assert (
        hand.post("/sandbox/disputes/escalate/", dispute=dispute)[1]["status"] == "needs_response"
    )
    assert hand.post("/sandbox/disputes/close/", dispute=dispute, won=True)[1]["status"] == "won"
    status, said = hand.post("/sandbox/disputes/close/", dispute=dispute, won=False)
    assert (status, said["error"]) == (400, "ValueError: A dispute cannot go from won to lost.")
    assert hand.post("/sandbox/disputes/close/", dispute="du_none", won=True)[0] == 400


def test_without_a_webhook_address_nothing_can_be_delivered(stripe_sandbox):
    status, said = Hand(stripe_sandbox, None).post("/sandbox/deliver/")

    assert (status, "webhook address" in said["error"]) == (400, True)


def test_anything_else_is_answered_with_what_there_is(hand):
    status, said = hand.post("/sandbox/reset/")

    assert status == 404
    assert "POST /sandbox/clock/" in said["known"]


def test_only_json_objects_are_understood(stripe_sandbox):
    for body in (b"[1]", b"nonsense"):
        request = WebRequest("POST", "/sandbox/clock/", "", {}, body)
        assert Controls(stripe_sandbox, None).respond(request).status == 400
