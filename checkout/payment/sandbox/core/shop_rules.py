"""What this shop may ask of Stripe when it opens a Checkout Session. Pure: values in, problems out.

Stripe would allow more. The shop never tells Stripe what was bought, takes only cards, and says
each time whether the money is held until the pharmacist's decision or taken at once; a request that
breaks this is refused here, so that it cannot reach the real Stripe unseen.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checkout.payment.sandbox.core.work import Params

# "automatic_async" would leave the shop waiting for what became of the money
CAPTURE_METHODS = ("manual", "automatic")
METADATA_KEYS = frozenset({"order", "attempt"})
REFUND_METADATA_KEYS = METADATA_KEYS | {"refund"}
ORDER_LINE = re.compile(r"Order [A-Za-z0-9-]{1,64}")
PLAIN_ID = re.compile(r"[A-Za-z0-9_-]{1,200}")

ABSENT = {
    "allow_promotion_codes": "no promotion at Stripe",
    "automatic_tax": "no tax at Stripe",
    "discounts": "no promotion at Stripe",
    "optional_items": "one line and nothing else",
    "shipping_address_collection": "no shipping at Stripe",
    "shipping_options": "no shipping at Stripe",
    "tax_id_collection": "no tax at Stripe",
}


@dataclass(frozen=True, slots=True)
class Problem:
    param: str
    message: str


def absent_problems(raw: Params) -> Iterator[Problem]:
    """Parameters of Stripe's that this shop never sends."""
    for name, why in ABSENT.items():
        if name in raw:
            yield Problem(name, f"{name} must not be sent: {why}.")


def session_problems(params: Params) -> Iterator[Problem]:
    """Everything wrong with a request for a Checkout Session whose types are right."""
    yield from _settings(params)
    yield from _lines(params.get("line_items", []))
    yield from _intent_data(params.get("payment_intent_data", {}))
    yield from _metadata(params.get("metadata", {}), "metadata", METADATA_KEYS)


def refund_problems(params: Params) -> Iterator[Problem]:
    yield from _metadata(params.get("metadata", {}), "metadata", REFUND_METADATA_KEYS)


def _settings(params: Params) -> Iterator[Problem]:
    if params.get("mode") != "payment":
        yield Problem("mode", "mode must be payment.")
    if params.get("payment_method_types") != ["card"]:
        yield Problem("payment_method_types", 'payment_method_types must be ["card"].')
    if params.get("adaptive_pricing") != {"enabled": False}:
        yield Problem("adaptive_pricing", "adaptive_pricing[enabled] must be false.")
    for name in ("success_url", "cancel_url", "expires_at"):
        if name not in params:
            yield Problem(name, f"{name} must be given.")
    if not PLAIN_ID.fullmatch(params.get("client_reference_id", "")):
        message = "client_reference_id must be given: letters, digits, - and _."
        yield Problem("client_reference_id", message)


def _lines(lines: list[Params]) -> Iterator[Problem]:
    if len(lines) != 1 or lines[0].get("quantity") != 1:
        yield Problem("line_items", "exactly one line, quantity 1, with the order's total.")
        return
    name = lines[0]["price_data"]["product_data"]["name"]
    if not ORDER_LINE.fullmatch(name):
        param = "line_items[0][price_data][product_data][name]"
        yield Problem(param, f'the line must read "Order N", not "{name}".')


def _intent_data(intent: Params) -> Iterator[Problem]:
    if intent.get("capture_method") not in CAPTURE_METHODS:
        param = "payment_intent_data[capture_method]"
        yield Problem(param, f"{param} must be {' or '.join(CAPTURE_METHODS)}.")
    if not ORDER_LINE.fullmatch(intent.get("description", "Order 1")):
        param = "payment_intent_data[description]"
        yield Problem(param, 'the description must read "Order N".')
    metadata = intent.get("metadata", {})
    yield from _metadata(metadata, "payment_intent_data[metadata]", METADATA_KEYS)


def _metadata(metadata: dict[str, str], param: str, allowed: frozenset[str]) -> Iterator[Problem]:
    for name, value in metadata.items():
        if name not in allowed:
            keys = ", ".join(sorted(allowed))
            yield Problem(f"{param}[{name}]", f"metadata holds only {keys}.")
        elif not PLAIN_ID.fullmatch(value):
            yield Problem(f"{param}[{name}]", "metadata values are plain numbers or ids.")
