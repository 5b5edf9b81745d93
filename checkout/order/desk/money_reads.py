"""Reads an order's money for staff: its ledger, its refunds and what is asked in vain."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from operator import attrgetter
from typing import Any

from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from catalog.admin.tags import tag
from catalog.people import name_of
from checkout.order.desk.money_table import Tried, rows, shortened, stands_at
from checkout.order.desk.times import ago, day_and_hour
from checkout.order.desk.troubles import Kind as Trouble
from checkout.order.desk.troubles import Situation, said
from checkout.order.models import Order
from checkout.payment.ledger import Entry, Kind, Sums
from checkout.payment.models import Outbox, PaymentAttempt, Refund
from checkout.payment.money import from_minor_units
from checkout.payment.states import AttemptState, RefundState

REFUND_COLOURS = {RefundState.PENDING: "info", RefundState.SUCCEEDED: "good"}


@dataclass(frozen=True, slots=True)
class RefundRow:
    """A refund: when, how much, what became of it, who asked for it and why.

    `name` is Stripe's or ours, in full beside what is `shown` of it.
    """

    when: str
    name: str
    shown: str
    amount: Decimal
    state: SafeString
    who: str
    why: str


def money(
    order: Order, attempts: list[PaymentAttempt], situation: Situation, *, now: datetime
) -> dict[str, Any]:
    """The values of money.html, of an order read `with_payments`."""
    booked = sorted(
        (entry for attempt in attempts for entry in attempt.ledger.all()),
        key=attrgetter("at", "pk"),
    )
    entries = [
        Entry(Kind(entry.kind), entry.amount, entry.stripe_id, localtime(entry.at))
        for entry in booked
    ]
    last = attempts[-1] if attempts else None
    return {
        "ledger": rows(entries, _in_vain(order), currency=order.currency, now=localtime(now)),
        "stands": stands_at(Sums.of(booked), order.currency),
        "checked": _checked(last, situation, now),
        "refunds": [_refund_row(refund, now) for one in attempts for refund in one.refunds.all()],
    }


def _checked(attempt: PaymentAttempt | None, situation: Situation, now: datetime) -> str:
    if attempt is None or attempt.facts_read_at is None:
        return _("Stripe was not asked yet.")
    when = {"when": ago(now - attempt.facts_read_at)}
    if any(trouble.kind == Trouble.UNKNOWN for trouble in situation.troubles):
        return _("Read from Stripe %(when)s; what does not agree stands above.") % when
    return _("Agrees with Stripe, checked %(when)s.") % when


def _in_vain(order: Order) -> list[Tried]:
    return [
        Tried(
            row.kind,
            localtime(row.created_at),
            row.tries,
            said(row.last_error),
            row.parameters.get("amount", 0),
        )
        for row in order.unkept
        if row.tries and row.last_error
    ]


def _refund_row(refund: Refund, now: datetime) -> RefundRow:
    return RefundRow(
        capfirst(day_and_hour(localtime(refund.asked_at), localtime(now))),
        refund.name,
        shortened(refund.name),
        from_minor_units(refund.amount, refund.attempt.currency),
        _state_tag(RefundState(refund.state)),
        name_of(refund.by),
        refund.reason,
    )


def _state_tag(state: RefundState) -> SafeString:
    return tag(capfirst(str(state.label)), REFUND_COLOURS.get(state, "stop"))


def charge_is_promised(order: Order) -> bool:
    """Whether the card is to be charged; staff may have done so by hand before."""
    return order.outbox.filter(kind=Outbox.Kind.CAPTURE).exists()


def refundable(attempts: Iterable[PaymentAttempt]) -> PaymentAttempt | None:
    """The payment of which something is left to refund: first one that pays for nothing."""
    charged = [one for one in attempts if one.state == AttemptState.CAPTURED and one.still_ours()]
    return min(charged, key=lambda one: one.pays, default=None)


def left_of(attempt: PaymentAttempt) -> Decimal:
    """What is charged, not given back and not taken back by a bank."""
    return from_minor_units(attempt.still_ours(), attempt.currency)
