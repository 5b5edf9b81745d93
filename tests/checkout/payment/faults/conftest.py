"""Stripe's published OpenAPI for every request, event and answer."""

from tests.checkout.payment.sandbox.fixtures import openapi  # noqa: F401
