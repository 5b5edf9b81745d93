"""What happened to an order, for staff: moves, money, notes and mails in one line of steps.

Plain values; every moment is in the shop's time zone, every sum in the order's currency.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.money import price
from checkout.order.desk.times import day_and_hour
from checkout.order.desk.troubles import tried
from checkout.order.states import OrderState
from checkout.payment.ledger import Kind
from checkout.payment.states import GIVES_NOTHING, RefundState

S = OrderState


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened; `state` is "stop" for a failure, "wait" for what is to come."""

    title: str
    at: datetime
    more: str = ""
    state: str = ""
    when: str = ""


class Event(Protocol):
    def steps(self) -> Iterable[Step]:
        """Nothing where others tell it better."""


@dataclass(frozen=True, slots=True)
class Placed:
    at: datetime
    by: str

    def steps(self) -> Iterable[Step]:
        by = _("By %(name)s") % {"name": self.by} if self.by else _("As a guest")
        yield Step(_("Ordered"), self.at, by)


@dataclass(frozen=True, slots=True)
class Moved:
    """The order went to another state; `approved` says how much of it, where it was approved."""

    new: OrderState
    at: datetime
    by: str = ""
    reason: str = ""
    approved: str = ""

    def steps(self) -> Iterable[Step]:
        title = capfirst(str(self.new.label))
        if self.by:
            title = _("%(state)s by %(name)s") % {"state": title, "name": self.by}
        more = " ".join(part for part in (_sentence(self.reason), self.approved) if part)
        yield Step(title, self.at, more)


@dataclass(frozen=True, slots=True)
class Booked:
    """An entry of the ledger. Refunds are told by their own rows, which know who and why."""

    kind: Kind
    amount: Decimal
    at: datetime
    card: str = ""
    held_until: str = ""

    def steps(self) -> Iterable[Step]:
        title, state = BOOKED.get(self.kind, ("", ""))
        if title:
            yield Step(str(title) % {"amount": price(self.amount)}, self.at, self._more(), state)

    def _more(self) -> str:
        if self.kind != Kind.HELD:
            return ""
        held = ", ".join(part for part in (self.card, price(self.amount)) if part)
        if self.held_until:
            return _("%(held)s. Held until %(until)s.") % {"held": held, "until": self.held_until}
        return f"{held}."


BOOKED: Mapping[Kind, tuple[str | Promise, str]] = {
    Kind.HELD: (gettext_lazy("Money held"), ""),
    Kind.RELEASED: (gettext_lazy("Released %(amount)s"), ""),
    Kind.CHARGED: (gettext_lazy("Charged %(amount)s"), ""),
    Kind.REFUND_FAILED: (gettext_lazy("A refund of %(amount)s came back"), "stop"),
    Kind.DISPUTED: (gettext_lazy("The bank took %(amount)s back"), "stop"),
    Kind.DISPUTE_WON: (gettext_lazy("The bank gave %(amount)s back"), ""),
}


@dataclass(frozen=True, slots=True)
class GivenBack:
    """A refund and what became of it; `came_back`: the ledger tells that it failed, and when."""

    amount: Decimal
    state: RefundState
    at: datetime
    by: str = ""
    reason: str = ""
    failure: str = ""
    came_back: bool = False

    def steps(self) -> Iterable[Step]:
        state = RefundState.SUCCEEDED if self.came_back else self.state
        failed = state in GIVES_NOTHING
        by = _("By %(name)s:") % {"name": self.by} if self.by else ""
        why = _sentence(self.failure.replace("_", " ")) if failed else ""
        more = " ".join(part for part in (by, _sentence(self.reason), why) if part)
        title = str(GIVEN_BACK[state]) % {"amount": price(self.amount)}
        yield Step(title, self.at, more, "stop" if failed else "")


GIVEN_BACK: Mapping[RefundState, str | Promise] = {
    RefundState.PENDING: gettext_lazy("Refund of %(amount)s on its way"),
    RefundState.SUCCEEDED: gettext_lazy("Refunded %(amount)s"),
    RefundState.FAILED: gettext_lazy("Refund of %(amount)s failed"),
    RefundState.WITHDRAWN: gettext_lazy("Refund of %(amount)s not sent"),
}


@dataclass(frozen=True, slots=True)
class Noted:
    """What a member of staff did or wrote."""

    words: str
    at: datetime
    by: str = ""

    def steps(self) -> Iterable[Step]:
        yield Step(self.words, self.at, _("By %(name)s") % {"name": self.by} if self.by else "")


@dataclass(frozen=True, slots=True)
class Promised:
    """What the worker has done, or tries in vain. Of money the ledger tells what was done."""

    kind: str
    tries: int
    since: datetime
    next_at: datetime
    done_at: datetime | None = None
    says: str = ""
    mail: str = ""

    def steps(self) -> Iterable[Step]:
        if self.done_at:
            if self.mail:
                yield Step(_mailed(self.mail), self.done_at)
        elif self.tries and self.says:
            number = {"number": self.tries + 1}
            yield Step(_("Next: try %(number)s") % number, self.next_at, _("by itself"), "wait")
            failed = str(FAILED.get(self.kind, self.kind)) % {"times": tried(self.tries)}
            yield Step(failed, self.next_at, self.says, "stop", _since(self.since, self.next_at))


FAILED: Mapping[str, str | Promise] = {
    "open": gettext_lazy("Payment page not opened, tried %(times)s"),
    "capture": gettext_lazy("Charge failed, tried %(times)s"),
    "release": gettext_lazy("Hold not released, tried %(times)s"),
    "refund": gettext_lazy("Refund not sent, tried %(times)s"),
    "mail": gettext_lazy("Mail not sent, tried %(times)s"),
}
MAILED: Mapping[str, str | Promise] = {
    "received": gettext_lazy("Mailed: we have the order"),
    "charged": gettext_lazy("Mailed: the card was charged"),
    "rejected": gettext_lazy("Mailed: not approved"),
    "refunded": gettext_lazy("Mailed: money given back"),
    "pay": gettext_lazy("Mailed: a link to pay"),
    "expired": gettext_lazy("Mailed: not paid in time"),
    "to_follow": gettext_lazy("Mailed: waits for the prescription"),
    "question": gettext_lazy("Mailed: a question to the patient"),
    "reminder": gettext_lazy("Mailed: a reminder to send or answer"),
    "unanswered": gettext_lazy("Mailed: ended, nothing came"),
    "on_its_way": gettext_lazy("Mailed: on its way"),
    "link": gettext_lazy("Mailed: the link to the order"),
    "hold_ends": gettext_lazy("Warned the pharmacists: the hold ends within 48 h"),
    "hold_ends_soon": gettext_lazy("Warned the pharmacists: the hold ends within 12 h"),
}


def history(events: Iterable[Event], *, now: datetime) -> list[Step]:
    """Every step, what is to come and the newest first.

    An order begins with its placing: Stripe counts whole seconds and may date a hold before it.
    """
    events = list(events)
    booked = {event.kind for event in events if isinstance(event, Booked)}
    told = [event for event in events if not _told_by_money(event, booked)]
    begun = [event for event in told if isinstance(event, Placed)]
    later = [event for event in told if not isinstance(event, Placed)]
    steps = [step for event in reversed(later) for step in event.steps()]
    steps.sort(key=lambda step: step.at, reverse=True)
    steps += [step for event in begun for step in event.steps()]
    return [replace(step, when=step.when or _when(step.at, now)) for step in steps]


def _when(at: datetime, now: datetime) -> str:
    return capfirst(day_and_hour(at, now))


def _told_by_money(event: Event, booked: set[Kind]) -> bool:
    """The order's move when a card is held or charged says no more than the ledger does."""
    if not isinstance(event, Moved) or event.by:
        return False
    return (event.new == S.AWAITING_PHARMACIST and Kind.HELD in booked) or (
        event.new == S.PAID and Kind.CHARGED in booked
    )


def _mailed(mail: str) -> str:
    return str(MAILED[mail]) if mail in MAILED else _("Mailed: %(mail)s") % {"mail": mail}


def _since(since: datetime, now: datetime) -> str:
    return _("Since %(when)s") % {"when": day_and_hour(since, now)}


def _sentence(words: str) -> str:
    words = capfirst(words.strip())
    return words if not words or words.endswith((".", "!", "?")) else f"{words}."
