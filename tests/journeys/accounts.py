"""Somebody with an account in a browser."""

import re
from urllib.parse import urlsplit

from django.core import mail
from playwright.sync_api import CDPSession, Page

PASSWORD = "a long enough passphrase"


def sign_up(page: Page, email: str = "sam@example.com") -> None:
    """Make an account, open the mailed link and confirm: signed in then."""
    page.goto("/account/sign-up/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make my account").click()
    page.get_by_role("heading", name="Check your e-mail").wait_for()
    page.goto(mailed())
    page.get_by_role("button", name="Yes, confirm it").click()
    page.get_by_role("heading", name="Your account").first.wait_for()


def sign_in(page: Page, email: str = "sam@example.com") -> None:
    page.goto("/account/sign-in/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page: Page) -> None:
    page.goto("/account/")
    page.get_by_role("button", name="Sign out").click()


def say_who_you_are(page: Page) -> None:
    """Where the shop asks once more."""
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


def mailed() -> str:
    """The path behind the button of the last mail."""
    return urlsplit(re.search(r": (http\S+)", mail.outbox[-1].body)[1]).path


def a_device_with_passkeys(page: Page) -> CDPSession:
    """The browser's own stand-in for a phone's lock, which always opens."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return devices
