"""The test's hand on the running sandbox: time, faults, events, payments. JSON in, JSON out."""

import json
from collections.abc import Callable
from dataclasses import asdict
from urllib.parse import parse_qs

from checkout.payment.sandbox.core.errors import ApiError
from checkout.payment.sandbox.core.faults import Fault, Kind
from checkout.payment.sandbox.core.paying import NotPayableError, RefusedCardError
from checkout.payment.sandbox.core.sandbox import Post, Sandbox
from checkout.payment.sandbox.core.work import Json
from checkout.payment.sandbox.web import WebRequest, WebResponse, as_json


class Controls:
    """`post` sends a webhook; None where the sandbox was started without a webhook address."""

    def __init__(self, sandbox: Sandbox, post: Post | None) -> None:
        self._sandbox = sandbox
        self._post = post
        self._verbs: dict[tuple[str, str], Callable[[Json], Json]] = {
            ("GET", "/sandbox/"): self._state,
            ("POST", "/sandbox/clock/"): self._clock,
            ("POST", "/sandbox/faults/"): self._plan,
            ("POST", "/sandbox/faults/clear/"): self._clear,
            ("GET", "/sandbox/events/"): self._events,
            ("POST", "/sandbox/deliver/"): self._deliver,
            ("POST", "/sandbox/pay/"): self._pay,
            ("POST", "/sandbox/disputes/close/"): self._close_dispute,
            ("POST", "/sandbox/disputes/escalate/"): self._escalate_inquiry,
        }

    def respond(self, request: WebRequest) -> WebResponse:
        verb = self._verbs.get((request.method, request.path.rstrip("/") + "/"))
        if verb is None:
            known = [f"{method} {path}" for method, path in self._verbs]
            return as_json({"error": "No such control.", "known": known}, 404)
        try:
            return as_json(verb(_asked(request)))
        except (ApiError, KeyError, NotPayableError, RefusedCardError, TypeError, ValueError) as no:
            return as_json({"error": f"{type(no).__name__}: {no}"}, 400)

    def _state(self, asked: Json) -> Json:
        faults = [asdict(fault) for fault in self._sandbox.planned()]
        waiting = len(self._sandbox.waiting(all=True))
        money = self._sandbox.money()
        return {"now": self._sandbox.now(), "faults": faults, "waiting": waiting, "money": money}

    def _clock(self, asked: Json) -> Json:
        """{"seconds": n, "hours": n, "days": n}, any of them: go forward."""
        return {"now": self._sandbox.move_clock(**asked)}

    def _plan(self, asked: Json) -> Json:
        """{"kind": "timeout_after", "target": "intents.capture", "times": 1, "seconds": 0}"""
        self._sandbox.plan(Fault(**{**asked, "kind": Kind(asked["kind"])}))
        return self._state(asked)

    def _clear(self, asked: Json) -> Json:
        self._sandbox.clear_faults()
        return self._state(asked)

    def _events(self, asked: Json) -> Json:
        """?type=charge.captured narrows the list."""
        return {"events": self._sandbox.events(asked.get("type"))}

    def _deliver(self, asked: Json) -> Json:
        """Send now what waits; {"event": "evt_..."} queues that one once more first."""
        if self._post is None:
            raise ValueError("Started without a webhook address.")
        if "event" in asked:
            self._sandbox.deliver_again(asked["event"])
        return {"statuses": self._sandbox.deliver(self._post, times=asked.get("times", 1))}

    def _pay(self, asked: Json) -> Json:
        """{"session": "cs_test_...", "card": "4242..."} as the shopper would on the page."""
        return {"outcome": self._sandbox.pay(asked["session"], asked.get("card", _GOOD_CARD))}

    def _close_dispute(self, asked: Json) -> Json:
        """{"dispute": "du_...", "won": true} as the bank decides."""
        return self._sandbox.close_dispute(asked["dispute"], won=asked["won"])

    def _escalate_inquiry(self, asked: Json) -> Json:
        """{"dispute": "du_..."}: the bank's question becomes a dispute."""
        return self._sandbox.escalate_inquiry(asked["dispute"])


_GOOD_CARD = "4242424242424242"


def _asked(request: WebRequest) -> Json:
    if request.method == "GET":
        return {name: values[0] for name, values in parse_qs(request.query).items()}
    asked = json.loads(request.body or b"{}")
    if not isinstance(asked, dict):
        raise ValueError("Send a JSON object.")
    return asked
