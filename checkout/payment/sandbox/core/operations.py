"""The addresses the sandbox answers: exactly those of Stripe's API that the shop uses."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from checkout.payment.sandbox.core import (
    charges,
    disputes,
    events,
    fraud_warnings,
    intents,
    refunds,
    sessions,
    shop_rules,
)
from checkout.payment.sandbox.core.errors import no_such_address, shop_rule
from checkout.payment.sandbox.core.shapes import Fields
from checkout.payment.sandbox.core.work import Json, Params, Work

Run = Callable[[Work, str, Params], Json]
Changes = Callable[[Work, str, Params], str | None]


def _nothing(work: Work, key: str, params: Params) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Operation:
    """One address; `run` gets the id in the address ("" where there is none).

    `changes` tells which PaymentIntent a request is going to change: one request at a time may.
    """

    name: str
    method: str
    path: str
    shape: Fields
    run: Run
    changes: Changes = _nothing

    def key_in(self, method: str, path: str) -> str | None:
        """The id in the address, or None where the address is not this one."""
        pattern = re.escape(self.path).replace(r"\{id\}", "([^/]+)")
        match = re.fullmatch(pattern, path)
        if match is None or method != self.method:
            return None
        return match[1] if match.groups() else ""

    def read(self, raw: Params) -> Params:
        """The parameters as values. Raises ApiError for what is unknown, missing or malformed."""
        if self.name == "sessions.create":
            for problem in shop_rules.absent_problems(raw):
                raise shop_rule(problem.message, problem.param)
        return self.shape.read(raw)


def _get(name: str, path: str, shape: Fields, run: Run) -> Operation:
    return Operation(name, "GET", f"/v1/{path}", shape, run)


def _post(name: str, path: str, shape: Fields, run: Run, changes: Changes = _nothing) -> Operation:
    return Operation(name, "POST", f"/v1/{path}", shape, run, changes)


OPERATIONS = (
    _post("sessions.create", "checkout/sessions", sessions.CREATE, sessions.create),
    _get("sessions.list", "checkout/sessions", sessions.LIST, sessions.list_page),
    _get("sessions.retrieve", "checkout/sessions/{id}", sessions.RETRIEVE, sessions.retrieve),
    _post(
        "sessions.expire",
        "checkout/sessions/{id}/expire",
        sessions.EXPIRE,
        sessions.expire,
        sessions.changes,
    ),
    _get("intents.list", "payment_intents", intents.LIST, intents.list_page),
    _get("intents.retrieve", "payment_intents/{id}", intents.RETRIEVE, intents.retrieve),
    _post(
        "intents.capture",
        "payment_intents/{id}/capture",
        intents.CAPTURE,
        intents.capture,
        intents.changes,
    ),
    _post(
        "intents.cancel",
        "payment_intents/{id}/cancel",
        intents.CANCEL,
        intents.cancel,
        intents.changes,
    ),
    _get("charges.list", "charges", charges.LIST, charges.list_page),
    _get("charges.retrieve", "charges/{id}", charges.RETRIEVE, charges.retrieve),
    _post("refunds.create", "refunds", refunds.CREATE, refunds.create, refunds.changes),
    _get("refunds.list", "refunds", refunds.LIST, refunds.list_page),
    _get("refunds.retrieve", "refunds/{id}", refunds.RETRIEVE, refunds.retrieve),
    _get("disputes.list", "disputes", disputes.LIST, disputes.list_page),
    _get("disputes.retrieve", "disputes/{id}", disputes.RETRIEVE, disputes.retrieve),
    _get(
        "fraud_warnings.list",
        "radar/early_fraud_warnings",
        fraud_warnings.LIST,
        fraud_warnings.list_page,
    ),
    _get(
        "fraud_warnings.retrieve",
        "radar/early_fraud_warnings/{id}",
        fraud_warnings.RETRIEVE,
        fraud_warnings.retrieve,
    ),
    _get("events.list", "events", events.LIST, events.list_page),
    _get("events.retrieve", "events/{id}", events.RETRIEVE, events.retrieve),
)


def at(method: str, path: str) -> tuple[Operation, str]:
    """The operation at an address and the id in it. Raises ApiError (404) where there is none."""
    for operation in OPERATIONS:
        key = operation.key_in(method, path)
        if key is not None:
            return operation, key
    raise no_such_address(method, path)
