"""The sandbox as a process of its own, on loopback: API, payment page and controls."""

import ipaddress
import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from checkout.payment.sandbox.checkout_page import CheckoutPage
from checkout.payment.sandbox.controls import Controls
from checkout.payment.sandbox.core.api import NoAnswerError, Request
from checkout.payment.sandbox.core.errors import ApiError
from checkout.payment.sandbox.core.sandbox import Sandbox
from checkout.payment.sandbox.courier import Courier, poster
from checkout.payment.sandbox.web import WebRequest, WebResponse, as_json

HOST = "127.0.0.1"
LONGEST_BODY = 100_000
LAST_WORDS = 3.0

logger = logging.getLogger("sandbox")


class SandboxServer(ThreadingHTTPServer):
    """Answers on 127.0.0.1 only. `webhook_url` empty: events are kept, not sent."""

    daemon_threads = True  # a browser keeps idle connections open; they must not hold us back
    allow_reuse_address = True

    def __init__(self, sandbox: Sandbox, *, port: int, merchant: str, webhook_url: str) -> None:
        super().__init__((HOST, port), Handler)
        self.sandbox = sandbox
        post = poster(webhook_url) if webhook_url else None
        self.courier = Courier(sandbox, post) if post else None
        self.page = CheckoutPage(sandbox, merchant)
        self.controls = Controls(sandbox, post)
        self._busy = 0
        self._idle = threading.Condition()

    @contextmanager
    def counted(self) -> Iterator[None]:
        """While a request is being answered."""
        with self._idle:
            self._busy += 1
        try:
            yield
        finally:
            with self._idle:
                self._busy -= 1
                self._idle.notify_all()

    def run(self) -> None:
        """Until `shutdown` is called from another thread; then finish what is under way."""
        if self.courier:
            self.courier.start()
        self.serve_forever(poll_interval=0.1)
        self.server_close()
        if self.courier:
            self.courier.stop()
        with self._idle:
            self._idle.wait_for(lambda: self._busy == 0, LAST_WORDS)

    def handle_error(self, request: object, client_address: object) -> None:
        """A caller that hung up is no news."""
        logger.info("connection lost", exc_info=True)

    def respond(self, request: WebRequest) -> WebResponse:
        """Raises NoAnswerError where the fault plan loses the answer."""
        if request.path.startswith("/v1/"):
            return self._api(request)
        if not _is_our_own(request):
            return as_json({"error": "Only from this machine, and from no other site."}, 403)
        if request.path.startswith("/c/"):
            return self.page.respond(request)
        return self.controls.respond(request)

    def _api(self, request: WebRequest) -> WebResponse:
        parameters = request.body.decode() if request.method == "POST" else request.query
        answer = self.sandbox.request(
            Request(request.method, request.path, parameters, request.headers)
        )
        return as_json(answer.body, answer.status, answer.headers)


class Handler(BaseHTTPRequestHandler):
    server: SandboxServer
    server_version, sys_version = "Sandbox", ""
    timeout = 30

    def do_GET(self) -> None:  # noqa: N802 - the name http.server asks for
        self._answer()

    def do_POST(self) -> None:  # noqa: N802
        self._answer()

    def _answer(self) -> None:
        with self.server.counted():
            try:
                response = self.server.respond(self._request())
            except NoAnswerError as fault:
                time.sleep(fault.seconds)
                self.close_connection = True
                return
            except Exception:
                logger.exception("%s %s", self.command, self.path)
                broken = ApiError("The sandbox is broken; see its log.", kind="api_error")
                response = as_json(broken.body, 500)
            self._send(response)
        if self.command == "POST" and self.server.courier:
            self.server.courier.wake()

    def _request(self) -> WebRequest:
        address = urlsplit(self.path)
        length = min(int(self.headers.get("content-length") or 0), LONGEST_BODY)
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(length)
        return WebRequest(self.command, address.path, address.query, headers, body)

    def _send(self, response: WebResponse) -> None:
        self.send_response(response.status)
        for name, value in response.headers.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(response.body)))
        self.end_headers()
        self.wfile.write(response.body)

    def log_message(self, format: str, *args: object) -> None:
        logger.info(format, *args)


def _is_our_own(request: WebRequest) -> bool:
    """Named as loopback (no rebound name) and not sent by another site's page."""
    name = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
    local = name == "localhost" or _is_loopback(name)
    foreign = request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")
    return local and not (foreign and request.method != "GET")


def _is_loopback(name: str) -> bool:
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
