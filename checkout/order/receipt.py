"""What was charged for an order, what went back and what remains: plain values, in its currency."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from checkout.order.bill import NOTHING, Bill
from checkout.payment.states import RefundState


@dataclass(frozen=True, slots=True)
class Charge:
    """Money taken from one card, such as "Visa ending 4242"."""

    amount: Decimal
    at: datetime | None = None
    card: str = ""


@dataclass(frozen=True, slots=True)
class GivenBack:
    """A refund. `put_right`: it failed, and a person has been called to give it back."""

    amount: Decimal
    at: datetime
    state: RefundState
    put_right: bool = False

    @property
    def is_on_its_way(self) -> bool:
        return self.state == RefundState.PENDING

    @property
    def has_failed(self) -> bool:
        return self.state == RefundState.FAILED


@dataclass(frozen=True, slots=True)
class Paid:
    """Every charge and every refund of an order. What failed went nowhere: it is in no sum.

    `taken_back`: by the card's bank, after a dispute.
    """

    charges: tuple[Charge, ...] = ()
    refunds: tuple[GivenBack, ...] = ()
    taken_back: Decimal = NOTHING

    @property
    def charged(self) -> Decimal:
        return _sum(charge.amount for charge in self.charges)

    @property
    def on_its_way(self) -> Decimal:
        return self._in_state(RefundState.PENDING)

    @property
    def refunded(self) -> Decimal:
        return self._in_state(RefundState.SUCCEEDED)

    @property
    def given_back(self) -> Decimal:
        return self.refunded + self.on_its_way

    @property
    def remains(self) -> Decimal:
        return self.charged - self.given_back

    @property
    def left(self) -> Decimal:
        """What remains and no bank has taken back."""
        return max(self.remains - self.taken_back, NOTHING)

    @property
    def is_put_right(self) -> bool:
        """Whether staff have still to give back in another way what a refund did not."""
        return any(refund.put_right for refund in self.refunds)

    @property
    def given_back_otherwise(self) -> bool:
        """Whether staff have done so of all that failed."""
        return any(refund.has_failed for refund in self.refunds) and not self.is_put_right

    def _in_state(self, state: RefundState) -> Decimal:
        return _sum(refund.amount for refund in self.refunds if refund.state == state)


@dataclass(frozen=True, slots=True)
class Receipt:
    """A bill and what was paid for it."""

    bill: Bill
    paid: Paid

    @property
    def difference(self) -> Decimal:
        """By how much more was charged than the bill comes to, below zero for less.

        Nothing where all went its way: staff may have charged by hand, or the order had ended.
        """
        return self.paid.charged - self.bill.total


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, NOTHING)
