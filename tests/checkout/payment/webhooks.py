"""Stripe's messages on their way to the shop's webhook."""

from django.test import Client
from django.urls import reverse

# As Stripe's OpenAPI has it: without an id.
A_BALANCE = {"object": "balance", "available": [], "livemode": False, "pending": []}


def arrive(body: bytes, signature: str) -> int:
    """One message comes in; the shop's status. Give it to `Sandbox.deliver` or `Sandbox.send`."""
    return (
        Client()
        .post(
            reverse("webhook"),
            body,
            content_type="application/json",
            headers={"Stripe-Signature": signature},
        )
        .status_code
    )
