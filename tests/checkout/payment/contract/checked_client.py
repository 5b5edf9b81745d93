"""The SDK's own HTTP client, with what goes to Stripe and comes back held against the OpenAPI."""

import json
from collections.abc import Mapping
from typing import Any

import stripe

from tests.checkout.payment.openapi import OpenApi


class CheckedStripeClient(stripe.RequestsClient):
    """Requests strictly, answers leniently: Stripe's have more in them than it publishes."""

    def __init__(self, openapi: OpenApi, **options: Any) -> None:
        super().__init__(timeout=(5, 30), **options)
        self.openapi = openapi
        self.published = OpenApi(openapi.spec, closed=False)

    def request(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None,
        post_data: Any = None,
    ) -> tuple[bytes, int, Mapping[str, str]]:
        complaints = self.openapi.request_complaints(method, url, post_data)
        assert not complaints, f"{method} {url}: {complaints}"
        body, status, answered = super().request(method, url, headers, post_data)
        complaints = self.published.answer_complaints(method, url, status, json.loads(body))
        assert not complaints, f"answer to {method} {url}: {complaints}"
        return body, status, answered
