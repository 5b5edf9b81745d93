"""The sandbox in-process: what the Stripe SDK sends goes straight to it, for tests."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import stripe

from checkout.payment.sandbox.core.api import NoAnswerError, Request
from checkout.payment.sandbox.core.sandbox import Sandbox


class SandboxClient(stripe.HTTPClient):
    """Give it to `stripe.StripeClient(..., http_client=SandboxClient(sandbox))`."""

    name = "sandbox"

    def __init__(self, sandbox: Sandbox) -> None:
        super().__init__()
        self.sandbox = sandbox

    def request(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None,
        post_data: Any = None,
        *,
        _usage: list[str] | None = None,
    ) -> tuple[str, int, Mapping[str, str]]:
        """Body, status and headers. Raises APIConnectionError where the fault plan says so."""
        address = urlsplit(url)
        request = Request(
            method=method.upper(),
            path=address.path,
            parameters=post_data or address.query,
            headers={name.lower(): value for name, value in (headers or {}).items()},
        )
        try:
            answer = self.sandbox.request(request)
        except NoAnswerError as fault:
            lost = stripe.APIConnectionError(  # type: ignore[no-untyped-call]
                str(fault), should_retry=True
            )
            raise lost from fault
        return json.dumps(answer.body), answer.status, answer.headers

    def close(self) -> None:
        """Nothing is kept open."""

    def _sleep_time_seconds(self, num_retries: int, response: Any = None) -> float:
        return 0  # nobody is at the other end to be spared
