"""The payment sandbox of a running shop, asked from outside: who is held, who is charged."""

import json
import urllib.request
from dataclasses import dataclass
from typing import Any

import stripe


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment page of the sandbox and what came of it, in minor units."""

    order: str
    email: str
    asked: int
    held: int
    charged: int


class Till:
    def __init__(self, address: str) -> None:
        self.address = address
        self._stripe = stripe.StripeClient("sk_test_sandbox", base_addresses={"api": address})

    def pay(self, page: str) -> str:
        """Pay on the payment page at this address with a good card; what the bank said."""
        asked = {"session": page.rpartition("/")[2]}
        return str(self._control("pay/", asked)["outcome"])

    def payments(self) -> list[Payment]:
        """One for each payment page that was ever opened."""
        asked: Any = {"limit": 100, "expand": ["data.payment_intent"]}
        pages = self._stripe.v1.checkout.sessions.list(asked).auto_paging_iter()
        return [_payment(page) for page in pages]

    def has_messages_under_way(self) -> bool:
        return bool(self._control("")["waiting"])

    def send_messages(self) -> None:
        """Those that wait for their next try, too."""
        self._control("deliver/", {"times": 1})

    def plan(self, kind: str, *, times: int, seconds: float = 0) -> None:
        """Have so many requests to Stripe go wrong, whatever they ask for."""
        self._control("faults/", {"kind": kind, "times": times, "seconds": seconds})

    def has_plans(self) -> bool:
        """Whether anything planned has not gone wrong yet."""
        return bool(self._control("")["faults"])

    def forget_plans(self) -> None:
        self._control("faults/clear/", {"all": True})

    def _control(self, name: str, asked: dict[str, Any] | None = None) -> dict[str, Any]:
        body = json.dumps(asked).encode() if asked else None
        request = urllib.request.Request(f"{self.address}/sandbox/{name}", body)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return dict(json.load(answer))


def _payment(page: stripe.checkout.Session) -> Payment:
    intent: Any = page.payment_intent
    return Payment(
        order=page.client_reference_id or "",
        email=page.customer_email or "",
        asked=page.amount_total or 0,
        held=intent.amount_capturable if intent else 0,
        charged=intent.amount_received if intent else 0,
    )
