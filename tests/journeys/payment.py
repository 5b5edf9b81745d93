"""The payment sandbox beside a live shop, and what a shopper does on its page."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page

from checkout.payment.sandbox.core.sandbox import Sandbox
from checkout.payment.sandbox.server import HOST, SandboxServer


@contextmanager
def a_sandbox(state: Path, *, webhook_url: str, secret: str) -> Iterator[Sandbox]:
    """A sandbox listening on loopback; `public_url` says where."""
    sandbox = Sandbox(state, webhook_secret=secret)
    server = SandboxServer(sandbox, port=0, merchant="Rowan Pharmacy", webhook_url=webhook_url)
    sandbox.public_url = f"http://{HOST}:{server.server_port}"
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield sandbox
    server.shutdown()
    thread.join()
    sandbox.close()


def pay_with(page: Page, card: str) -> None:
    """Type a card into the hosted page, whose other fields are filled in, and pay."""
    page.get_by_label("Another test number").check()
    page.get_by_label("Card number").fill(card)
    page.get_by_role("button", name="Pay").click()
