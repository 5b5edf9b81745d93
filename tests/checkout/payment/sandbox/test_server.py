"""The sandbox over real sockets on loopback."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import stripe

from checkout.payment.sandbox.__main__ import options
from checkout.payment.sandbox.core.faults import Fault, Kind
from checkout.payment.sandbox.courier import poster
from checkout.payment.sandbox.server import SandboxServer
from tests.checkout.payment.sandbox.fixtures import WEBHOOK_SECRET, Inbox
from tests.checkout.payment.sandbox.running import ask


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
