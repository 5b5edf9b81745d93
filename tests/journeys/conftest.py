"""Whole visits in a real browser; a page that breaks a rule of the house fails its test."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from checkout.payment.gateway import door
from tests.browser import executable
from tests.journeys.payment import a_sandbox


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all visits. Raises NoBrowser, which says how to get one."""
    path = executable()
    # Playwright's synchronous interface keeps an event loop in this thread; Django would refuse
    # the database there.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def own_hosts(live_server) -> set[str]:
    """Whom a page may ask: the shop itself, and what a test adds."""
    return {urlsplit(live_server.url).netloc}


@pytest.fixture
def open_page(browser, live_server, own_hosts) -> Iterator[Callable[..., Page]]:
    """Opens a page of a visitor of its own; takes what a browser context takes.

    Fails the test on an error in the console, a violation of the content security policy or a
    request to another host.
    """
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def opened(**options: object) -> Page:
        options = {
            "base_url": live_server.url,
            "viewport": {"width": 1280, "height": 900},
        } | options
        context = browser.new_context(**options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        _watch(page, own_hosts, problems)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not problems, "\n".join(problems)


@pytest.fixture
def page(open_page) -> Page:
    """A page of a visitor with a desktop screen."""
    return open_page()


@pytest.fixture
def sandbox(settings, live_server, own_hosts, tmp_path: Path):
    """The shop as `make run` opens it: payments go to a sandbox, whose messages come back."""
    webhook = f"{live_server.url}/stripe/webhook/"
    secret = settings.STRIPE_WEBHOOK_SECRET
    with a_sandbox(tmp_path / "stripe.sqlite", webhook_url=webhook, secret=secret) as sandbox:
        settings.SITE_URL = live_server.url
        settings.STRIPE_API_BASE = sandbox.public_url
        policy = settings.CONTENT_SECURITY_POLICY
        targets = [*policy["DIRECTIVES"]["form-action"], sandbox.public_url]
        settings.CONTENT_SECURITY_POLICY = {
            "DIRECTIVES": policy["DIRECTIVES"] | {"form-action": targets}
        }
        own_hosts.add(sandbox.public_url.removeprefix("http://"))
        door.client_with.cache_clear()
        yield sandbox
    door.client_with.cache_clear()


def _watch(page: Page, hosts: set[str], problems: list[str]) -> None:
    page.on(
        "console",
        lambda message: (
            message.type == "error"
            and not _is_of_a_page_that_refuses(message, page)
            and problems.append(f"console: {message.text}")
        ),
    )
    page.on("pageerror", lambda error: problems.append(f"script: {error}"))
    page.on(
        "request",
        lambda request: (
            urlsplit(request.url).scheme in ("http", "https", "ws", "wss")
            and urlsplit(request.url).netloc not in hosts
            and problems.append(f"another host: {request.url}")
        ),
    )


def _is_of_a_page_that_refuses(message: ConsoleMessage, page: Page) -> bool:
    """The browser says so of a page that answers 404, or a form that answers 422, on purpose."""
    refuses = any(f"status of {status}" in message.text for status in (404, 422))
    return refuses and message.location["url"] == page.url
