"""A sandbox process of its own, and the words to speak with one."""

import json
import os
import signal
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import stripe

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
