"""The thread that carries webhooks to the shop, and tries again where nobody takes them."""

import threading
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from checkout.payment.sandbox.core.sandbox import Post, Sandbox

TIMEOUT = 10
IDLE = 1.0
NOBODY = 0


def poster(url: str) -> Post:
    """A function that sends a webhook to this address and gives the HTTP status, 0 for nobody."""
    address = urlsplit(url)
    if address.scheme not in ("http", "https") or not address.hostname:
        raise ValueError(f"Not a web address: {url}")
    connect = HTTPSConnection if address.scheme == "https" else HTTPConnection
    host, port, path = address.hostname, address.port, address.path or "/"

    def post(body: bytes, signature: str) -> int:
        connection = connect(host, port, timeout=TIMEOUT)
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "Stripe-Signature": signature,
            "User-Agent": "Stripe/1.0 (sandbox)",
        }
        try:
            connection.request("POST", path, body, headers)
            return connection.getresponse().status
        except (OSError, HTTPException):
            return NOBODY
        finally:
            connection.close()

    return post


class Courier:
    """Sends what is due whenever it is woken, and looks again every second."""

    def __init__(self, sandbox: Sandbox, post: Post) -> None:
        self._sandbox = sandbox
        self._post = post
        self._woken = threading.Event()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="courier", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        self._woken.set()

    def stop(self) -> None:
        """Finish the webhook under way and end."""
        self._stopped.set()
        self._woken.set()
        self._thread.join(TIMEOUT + 1)

    def _run(self) -> None:
        while not self._stopped.is_set():
            for delivery in self._sandbox.waiting():
                if self._stopped.is_set():
                    return
                self._sandbox.send(delivery, self._post)
            self._woken.wait(IDLE)
            self._woken.clear()
