"""One log line for each request to Stripe: what, how it ended, how long, and Stripe's id of it.

Never what was asked with: that is a person's address and a sum.
"""

import logging
import re
from collections.abc import Callable, Mapping
from time import monotonic
from typing import Any, TypeAlias

import stripe

Answer: TypeAlias = tuple[bytes, int, Mapping[str, str]]
Ask: TypeAlias = Callable[[str, str, Mapping[str, str] | None, Any], Answer]
AN_ID = re.compile(r"/(?:cs|pi|ch|re|dp|du|evt|issfr)_\w+")
WHAT = {
    "post checkout/sessions": "open",
    "post checkout/sessions/*/expire": "expire",
    "post payment_intents/*/capture": "capture",
    "post payment_intents/*/cancel": "release",
    "post refunds": "refund",
    "get checkout/sessions/*": "look",
    "get checkout/sessions": "list pages",
    "get refunds": "list refunds",
    "get disputes": "list disputes",
    "get radar/early_fraud_warnings": "list warnings",
    "get events": "list events",
}
log = logging.getLogger(__name__)


class TellingClient(stripe.RequestsClient):
    """The SDK's own way over HTTP."""

    def request(  # type: ignore[override]  # as RequestsClient has it
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None,
        post_data: Any = None,
    ) -> Answer:
        return telling(super().request, method, url, headers, post_data)


def telling(
    ask: Ask, method: str, url: str, headers: Mapping[str, str] | None, post_data: Any = None
) -> Answer:
    """Ask, and write down how it went."""
    began = monotonic()
    status, named = 0, ""
    try:
        content, status, answered = ask(method, url, headers, post_data)
        named = answered.get("request-id", "")
    finally:
        ms = round((monotonic() - began) * 1000)
        words = (what(method, url), _outcome(status), status or "-", ms, named or "-")
        log.info("Stripe, %s: %s, HTTP %s, %s ms, request %s", *words)
    return content, status, answered


def what(method: str, url: str) -> str:
    """Of a request as the SDK sends it: our word for the deed, without an id and a parameter."""
    path = url.partition("?")[0].partition("/v1/")[2]
    asked = f"{method.lower()} {AN_ID.sub('/*', path)}"
    return WHAT.get(asked, asked)


def _outcome(status: int) -> str:
    if not status:
        return "no answer"
    if status >= 500:
        return "failed"
    return "refused" if status >= 400 else "done"
