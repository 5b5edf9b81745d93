"""What is against an order's payment, told apart: plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext as _

from checkout.order.states import DEAD, PAID_FOR, OrderState
from checkout.payment.rules import FRAUD_WARNING, NO_PAGE, NOT_CHARGED
from checkout.payment.states import AttemptState

S, A = OrderState, AttemptState


class Kind(StrEnum):
    """The worst first."""

    LOST = "lost"
    DISPUTED = "disputed"
    INQUIRY = "inquiry"
    FRAUD_WARNED = "fraud_warned"
    CHARGED_IN_VAIN = "charged_in_vain"
    CHARGED_TOO_MUCH = "charged_too_much"
    CHARGED_TOO_LITTLE = "charged_too_little"
    CHARGED_EARLY = "charged_early"
    CHARGED_BESIDE = "charged_beside"
    REFUND_FAILED = "refund_failed"
    CHARGE_FAILS = "charge_fails"
    HOLD_GONE = "hold_gone"
    UNKNOWN = "unknown"
    HOLD_ENDS = "hold_ends"
    HOLD_ENDS_UNCHARGED = "hold_ends_uncharged"
    RELEASE_STUCK = "release_stuck"
    REFUND_STUCK = "refund_stuck"
    NO_PAGE = "no_page"
    PAYMENT_DUE = "payment_due"
    MAIL_STUCK = "mail_stuck"


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is wrong; `says` is what Stripe, a bank or a mail server said about it.

    `tries` have been in vain, and the next one is at `next_try`, in words; "" where there is none.
    """

    kind: Kind
    says: str = ""
    tries: int = 0
    next_try: str = ""


@dataclass(frozen=True, slots=True)
class Situation:
    """Where an order and its payment stand, in the order's currency.

    `payment` is None where nobody has begun to pay. `owed` is None before the order is approved.
    `held_for` is how long the card is still held, and `due_in` how long an approved order still
    waits to be paid. `told` says that the payment itself calls for a person, `promised` that the
    worker still has something to do for the order. `gone`: it is paid, nobody has packs of it, and
    nothing of it is left for good: the bank has taken it, or it was given back in another way.
    """

    order: OrderState
    payment: AttemptState | None = None
    total: Decimal = Decimal("0.00")
    still_ours: Decimal = Decimal("0.00")
    owed: Decimal | None = None
    held_for: timedelta | None = None
    due_in: timedelta | None = None
    troubles: tuple[Trouble, ...] = ()
    told: bool = False
    promised: bool = False
    at_stripe: bool = False
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """Why a payment calls for a person, line by line, and what each line can be known by.

    `unfit` is the line of rules.attention as order and payment stand, `refunds_failed` those of
    failed_refunds.words.
    """

    lines: tuple[str, ...]
    unfit: str = ""
    unfit_kind: Kind = Kind.UNKNOWN
    disputed: str = ""
    disputed_kind: Kind = Kind.INQUIRY
    refunds_failed: frozenset[str] = frozenset()

    def troubles(self) -> list[Trouble]:
        """One for each line; what nothing explains is told as it is."""
        return [Trouble(self._kind(line), self._says(line)) for line in self.lines]

    def _kind(self, line: str) -> Kind:
        if self.disputed and line == self.disputed:
            return self.disputed_kind
        if line == FRAUD_WARNING:
            return Kind.FRAUD_WARNED
        if line in self.refunds_failed:
            return Kind.REFUND_FAILED
        if line.startswith(NOT_CHARGED):
            return Kind.CHARGE_FAILS
        if line.startswith(NO_PAGE):
            return Kind.NO_PAGE
        return self.unfit_kind if self.unfit and line == self.unfit else Kind.UNKNOWN

    def _says(self, line: str) -> str:
        for beginning in (NOT_CHARGED, NO_PAGE):
            if line.startswith(beginning):
                return said(line.removeprefix(beginning))
        return line


def together(told: Iterable[Trouble], promised: Iterable[Trouble]) -> tuple[Trouble, ...]:
    """Each kind once where a promise tells it, too: that one knows how often it was tried."""
    promised = tuple(promised)
    kinds = {trouble.kind for trouble in promised}
    return (*(trouble for trouble in told if trouble.kind not in kinds), *promised)


def unfit_kind(
    order: OrderState, payment: AttemptState, *, still_ours: int, owed: int | None
) -> Kind:
    """In what order and payment do not fit, where rules.attention says that they do not."""
    if payment != A.CAPTURED:
        return Kind.HOLD_GONE
    if order in DEAD:
        return Kind.CHARGED_IN_VAIN
    if order in PAID_FOR:
        return Kind.CHARGED_BESIDE
    if order not in (S.APPROVED, S.APPROVED_AWAITING_PAYMENT):
        return Kind.CHARGED_EARLY
    return Kind.CHARGED_TOO_MUCH if still_ours > (owed or 0) else Kind.CHARGED_TOO_LITTLE


def said(error: str) -> str:
    """Why a try was in vain, and by whose word: `error` as the gateway or Python names it."""
    name, _colon, words = error.partition(": ")
    if name == "CardError":
        return _("The bank says: “%(words)s”") % {"words": words}
    if name == "APIConnectionError":
        return _("Stripe did not answer.")
    if name.endswith("Error") and words:
        return _("Stripe says: “%(words)s”") % {"words": words}
    if name.isidentifier():
        return _("It failed as nobody had foreseen (%(name)s): the log says more.") % {"name": name}
    return error


def tried(tries: int) -> str:
    """As in "once", "twice" and "3 times"."""
    if tries == 1:
        return _("once")
    return _("twice") if tries == 2 else _("%(tries)s times") % {"tries": tries}
