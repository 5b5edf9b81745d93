"""What of Stripe's facts is money, entry by entry, and what the entries add up to: plain values."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from checkout.payment.facts import DisputeFacts, PaymentFacts, RefundFacts
from checkout.payment.states import AttemptState, RefundState

S = AttemptState


class Kind(TextChoices):
    HELD = "held", _("held on the card")
    RELEASED = "released", _("released")
    CHARGED = "charged", _("charged")
    REFUNDED = "refunded", _("refunded")
    REFUND_FAILED = "refund_failed", _("refund failed")
    DISPUTED = "disputed", _("taken back by the bank")
    DISPUTE_WON = "dispute_won", _("given back by the bank")


@dataclass(frozen=True, slots=True)
class Entry:
    """Money that moved once: of one kind, by one charge, refund or dispute at Stripe."""

    kind: Kind
    amount: int
    stripe_id: str
    at: datetime


def entries(facts: PaymentFacts, *, read_at: datetime) -> tuple[Entry, ...]:
    """Everything that has moved, as far as these facts tell; read again they tell the same.

    Stripe says when a card was held, refunded or disputed, but not when it was charged or let go:
    those are dated by when we learned of them.
    """
    found = [*_of_the_charge(facts, read_at)]
    for refund in facts.refunds:
        found += _of_a_refund(refund, read_at)
    for dispute in facts.disputes:
        found += _of_a_dispute(dispute, read_at)
    return tuple(entry for entry in found if entry.amount)


def _of_the_charge(facts: PaymentFacts, read_at: datetime) -> Iterator[Entry]:
    if not facts.held:
        return
    yield Entry(Kind.HELD, facts.held, facts.charge_id, facts.held_at or read_at)
    yield Entry(Kind.CHARGED, facts.captured, facts.charge_id, read_at)
    if facts.goal in (S.CAPTURED, S.RELEASED, S.LAPSED):
        yield Entry(Kind.RELEASED, facts.held - facts.captured, facts.charge_id, read_at)


def _of_a_refund(refund: RefundFacts, read_at: datetime) -> Iterator[Entry]:
    """One that failed has been taken off our balance and put back."""
    yield Entry(Kind.REFUNDED, refund.amount, refund.id, refund.made_at)
    if refund.state == RefundState.FAILED:
        yield Entry(Kind.REFUND_FAILED, refund.amount, refund.id, read_at)


def _of_a_dispute(dispute: DisputeFacts, read_at: datetime) -> Iterator[Entry]:
    """An inquiry takes nothing. One that is won was taken back and then given again."""
    if dispute.is_inquiry:
        return
    yield Entry(Kind.DISPUTED, dispute.amount, dispute.id, dispute.made_at)
    if dispute.is_over:
        yield Entry(Kind.DISPUTE_WON, dispute.amount, dispute.id, read_at)


class Booked(Protocol):
    """An entry, as a plain value or as a row."""

    @property
    def kind(self) -> str: ...

    @property
    def amount(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Sums:
    """What entries come to, in minor units: once a hold is charged or let go it is no hold."""

    held: int = 0
    released: int = 0
    charged: int = 0
    refunded: int = 0
    disputed: int = 0

    @classmethod
    def of(cls, booked: Iterable[Booked]) -> "Sums":
        total = dict.fromkeys(Kind, 0)
        for entry in booked:
            total[Kind(entry.kind)] += entry.amount
        return cls(
            held=total[Kind.HELD],
            released=total[Kind.RELEASED],
            charged=total[Kind.CHARGED],
            refunded=total[Kind.REFUNDED] - total[Kind.REFUND_FAILED],
            disputed=total[Kind.DISPUTED] - total[Kind.DISPUTE_WON],
        )

    @property
    def still_held(self) -> int:
        return self.held - self.charged - self.released
