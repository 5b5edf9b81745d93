"""The sandbox as a process: over real sockets on loopback, killed and started again."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import stripe

from checkout.payment.sandbox.__main__ import options
from checkout.payment.sandbox.core.faults import Fault, Kind
from checkout.payment.sandbox.courier import poster
from checkout.payment.sandbox.server import SandboxServer
from tests.checkout.payment.sandbox.fixtures import WEBHOOK_SECRET, Inbox, session_params

ROOT = Path(__file__).resolve().parents[4]


class Running:
    """A sandbox process and the ways to end it."""

    def __init__(self, state: Path) -> None:
        command = [sys.executable, "-m", "checkout.payment.sandbox", "--port", "0"]
        self.process = subprocess.Popen(
            [*command, "--state", str(state)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().split()[3]
        self.client = stripe.StripeClient("sk_test_x", base_addresses={"api": self.address})

    def state(self) -> dict[str, Any]:
        return dict(json.loads(ask(urlsplit(self.address).port, "GET", "/sandbox/")[2]))

    def do(self, control: str, **asked: Any) -> dict[str, Any]:
        path, body = f"/sandbox/{control}/", json.dumps(asked)
        return dict(json.loads(ask(urlsplit(self.address).port, "POST", path, body)[2]))

    def end(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        with self.process:
            return self.process.wait(10)


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


@contextmanager
def serving(sandbox, webhook_url="") -> Iterator[SandboxServer]:
    """The server in a thread of this process."""
    server = SandboxServer(sandbox, port=0, merchant="Rowan", webhook_url=webhook_url)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()


def ask(port, method, path, body="", **headers):
    """Status, headers and body of one request."""
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        connection.request(method, path, body, named)
        answer = connection.getresponse()
        return answer.status, dict(answer.headers), answer.read()
    finally:
        connection.close()


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


def test_the_page_is_served_over_http(stripe_sandbox, shop):
    session = shop.open()
    with serving(stripe_sandbox) as server:
        status, headers, body = ask(server.server_port, "GET", f"/c/pay/{session.id}")

    assert (status, b"Order 1234" in body) == (200, True)
    assert headers["x-content-type-options"] == "nosniff"


def test_webhooks_arrive_signed_and_come_again_until_taken(stripe_sandbox, shop):
    """One sandbox tells, another server's API plays the shop that first refuses."""
    inbox, arrived = Inbox(answers=[500]), threading.Event()

    def receive(body: bytes, signature: str) -> int:
        status = inbox(body, signature)
        if len(inbox.got) == 5:
            arrived.set()
        return status

    with shop_listening(receive) as url, serving(stripe_sandbox, url) as server:
        session = shop.open()
        ask(server.server_port, "POST", "/sandbox/pay/", json.dumps({"session": session.id}))
        assert arrived.wait(8)

    refused_first = inbox.got[0].id
    assert [event.id for event in inbox.got].count(refused_first) == 2
    assert {*inbox.types} == {*shop.events()}


@contextmanager
def shop_listening(receive) -> Iterator[str]:
    """A shop's webhook address that hands on what it is sent."""

    class Webhook(BaseHTTPRequestHandler):
        def do_POST(self):  # noqa: N802
            body = self.rfile.read(int(self.headers["content-length"]))
            self.send_response(receive(body, self.headers["stripe-signature"]))
            self.end_headers()

        def log_message(self, *args):
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Webhook)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/stripe/webhook/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_lost_answer_is_a_closed_line(stripe_sandbox):
    stripe_sandbox.plan(Fault(Kind.TIMEOUT_AFTER, "refunds.list"))
    with serving(stripe_sandbox) as server:
        address = f"http://127.0.0.1:{server.server_port}"
        client = stripe.StripeClient("sk_test_x", base_addresses={"api": address})

        with pytest.raises(stripe.APIConnectionError):
            client.v1.refunds.list()
        assert client.v1.refunds.list().data == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "localhost:8001"}, 200),
        ({"Host": "[::1]:8001"}, 200),
        ({"Host": "evil.example"}, 403),
        ({"Host": "192.168.0.7"}, 403),
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Sec_Fetch_Site": "same-site"}, 403),
        ({"Sec_Fetch_Site": "same-origin"}, 200),
    ],
)
def test_controls_are_for_this_machine_and_no_other_site(stripe_sandbox, headers, status):
    with serving(stripe_sandbox) as server:
        answered, _, _ = ask(server.server_port, "POST", "/sandbox/faults/clear/", "{}", **headers)

    assert answered == status


def test_a_fault_of_the_sandbox_itself_is_said_not_hidden(stripe_sandbox, monkeypatch, caplog):
    monkeypatch.setattr(stripe_sandbox, "request", lambda request: 1 / 0)
    with serving(stripe_sandbox) as server:
        status, _, body = ask(server.server_port, "GET", "/v1/refunds")

    assert (status, b"The sandbox is broken" in body) == (500, True)
    assert "ZeroDivisionError" in caplog.text


def test_nobody_at_the_webhook_address_is_status_0():
    with shop_listening(lambda body, signature: 200) as url:
        pass

    assert poster(url)(b"{}", "t=1,v1=x") == 0


def test_a_webhook_address_must_be_one():
    with pytest.raises(ValueError, match="Not a web address"):
        poster("shop/webhook")


def test_options_come_from_the_command_line_or_the_environment(monkeypatch):
    monkeypatch.setenv("STRIPE_SANDBOX_PORT", "9001")
    monkeypatch.setenv("STRIPE_SANDBOX_WEBHOOK_URL", "http://127.0.0.1:8000/stripe/webhook/")
    monkeypatch.setenv("STRIPE_WEBHOOK_SECRET", WEBHOOK_SECRET)

    chosen = options(["--state", "here.sqlite"])

    assert (chosen.port, chosen.state, chosen.webhook_secret) == (
        9001,
        Path("here.sqlite"),
        WEBHOOK_SECRET,
    )
    assert chosen.webhook_url == "http://127.0.0.1:8000/stripe/webhook/"
