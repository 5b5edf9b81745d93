"""What a case's page and its messages say of money and of what comes next. Plain values."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from enum import Enum, auto

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.money import price
from checkout.order.states import OrderState
from checkout.prescriptions.desk.lines import CaseLine
from checkout.prescriptions.desk.prescribed import Reading, Says
from checkout.prescriptions.records import Outcome

S = OrderState
DONE = {
    Outcome.APPROVED: gettext_lazy("approved %(n)s"),
    Outcome.REPLACED: gettext_lazy("replaced %(n)s"),
    Outcome.REJECTED: gettext_lazy("rejected %(n)s"),
    Outcome.ASKED: gettext_lazy("asked %(n)s"),
}
NEXT = {
    S.NEEDS_INFORMATION: gettext_lazy(
        "The question is mailed next and the order waits: nothing is charged until then."
    ),
    S.REJECTED: gettext_lazy("What is held is released next, what was charged is refunded."),
    S.APPROVED_AWAITING_PAYMENT: gettext_lazy(
        "Nothing is held: a link to pay %(sum)s is mailed next."
    ),
    S.PAID: gettext_lazy("%(sum)s is charged already."),
}
CHARGED_NEXT = gettext_lazy("%(sum)s is charged next.")
CHARGED_BEFORE = gettext_lazy(
    "It comes to %(sum)s. The card was charged already, and what we keep of that is another sum."
)


def says_of(line: CaseLine, reading: Reading | None) -> Says:
    """What a pharmacist reads beneath a line's name."""
    if not line.needs_prescription:
        return Says(_("No prescription needed. The patient's answers need your agreement."))
    if reading is None:
        return Says(_("Copy below what the prescription says of this dosage."))
    return reading.says_of(line.units, line.unit)


def recorded_words(
    number: str,
    outcomes: Mapping[Outcome, int],
    state: str,
    amount: Decimal | None,
    *,
    charge_promised: bool,
) -> str:
    """As in "R7KQ-2M: approved 1, rejected 1. $72.95 is charged next."."""
    done = ", ".join(str(DONE[one]) % {"n": outcomes[one]} for one in DONE if outcomes.get(one))
    otherwise = CHARGED_NEXT if charge_promised else CHARGED_BEFORE
    words = str(NEXT.get(S(state), otherwise))
    if amount is not None:
        words %= {"sum": price(amount)}
    return f"{number}: {done}. {words}"


class Card(Enum):
    """How a case's card stands."""

    CHARGED = auto()
    HELD = auto()
    HELD_TOO_LONG = auto()
    NOT_HELD = auto()

    @classmethod
    def of(cls, hold_ends: datetime | None, now: datetime, *, is_charged: bool) -> "Card":
        """`hold_ends` is None where nothing is held; of an end we may not have heard yet."""
        if is_charged:
            return cls.CHARGED
        if hold_ends is None:
            return cls.NOT_HELD
        return cls.HELD if hold_ends > now else cls.HELD_TOO_LONG


def money_words(total: Decimal, card: Card) -> str:
    """What approving does with the patient's money."""
    most = {"most": price(total)}
    if card == Card.CHARGED:
        return _("The card was charged already. Rejecting every line refunds it.")
    if card == Card.HELD_TOO_LONG:
        return (
            _(
                "The hold on the card has ended: where it cannot be charged any more, the patient"
                " is mailed a link to pay, at most %(most)s."
            )
            % most
        )
    if card == Card.HELD:
        return (
            _(
                "What you approve is charged to the held card, at most %(most)s; nothing is while a"
                " question is open."
            )
            % most
        )
    return _("Nothing is held: the patient is mailed a link to pay, at most %(most)s.") % most


def held_words(goods: Decimal, delivery: Decimal, card: Card) -> str:
    """As in "$187.00 + $8.50 delivery held"."""
    values = {"goods": price(goods), "delivery": price(delivery)}
    if card == Card.HELD:
        return _("%(goods)s + %(delivery)s delivery held") % values
    return _("%(goods)s + %(delivery)s delivery") % values
