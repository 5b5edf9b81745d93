"""Every state of an order and every legal move between them, at one glance."""

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class OrderState(TextChoices):
    AWAITING_PAYMENT = "awaiting_payment", _("awaiting payment")
    AWAITING_PHARMACIST = "awaiting_pharmacist", _("awaiting the pharmacist")
    NEEDS_INFORMATION = "needs_information", _("needs information")
    APPROVED = "approved", _("approved")
    APPROVED_AWAITING_PAYMENT = "approved_awaiting_payment", _("approved, awaiting payment")
    PAID = "paid", _("paid")
    DISPENSED = "dispensed", _("dispensed")
    SHIPPED = "shipped", _("shipped")
    DELIVERED = "delivered", _("delivered")
    REFUNDED = "refunded", _("refunded")
    REJECTED = "rejected", _("rejected")
    CANCELLED = "cancelled", _("cancelled")
    EXPIRED = "expired", _("expired")


S = OrderState

MOVES = {
    # Nothing is paid before a prescription that is to follow has come and is approved.
    S.AWAITING_PAYMENT: {
        S.AWAITING_PHARMACIST,
        S.NEEDS_INFORMATION,
        S.APPROVED,
        S.CANCELLED,
        S.EXPIRED,
    },
    S.AWAITING_PHARMACIST: {
        S.NEEDS_INFORMATION,
        S.APPROVED,
        S.REJECTED,
        S.CANCELLED,
        S.EXPIRED,
    },
    S.NEEDS_INFORMATION: {S.AWAITING_PHARMACIST, S.REJECTED, S.CANCELLED, S.EXPIRED},
    S.APPROVED: {S.PAID, S.APPROVED_AWAITING_PAYMENT, S.CANCELLED, S.EXPIRED},
    S.APPROVED_AWAITING_PAYMENT: {S.PAID, S.CANCELLED, S.EXPIRED},
    S.PAID: {S.DISPENSED, S.REFUNDED},
    # Refunded before it was sent, its packs destroyed: the patient never had anything of it.
    S.DISPENSED: {S.SHIPPED, S.REFUNDED},
    S.SHIPPED: {S.DELIVERED},
    S.DELIVERED: set(),
    S.REFUNDED: set(),
    S.REJECTED: set(),
    S.CANCELLED: set(),
    S.EXPIRED: set(),
}

# No authorisation may live on an order in one of these.
DEAD = frozenset({S.REJECTED, S.CANCELLED, S.EXPIRED})
# Ended before the patient had anything: counts for no limit and uses no prescription up, as
# prescriptions_used() has it. What is refunded once it was sent stays shipped or delivered.
NOTHING_LEFT = DEAD | {S.REFUNDED}
# A pharmacist decides these, at once or when the patient has answered.
OPEN_CASES = frozenset({S.AWAITING_PHARMACIST, S.NEEDS_INFORMATION})
# Somebody has still something to do for these; what is sent may never be noted as delivered.
UNDER_WAY = frozenset(
    {
        S.AWAITING_PAYMENT,
        S.AWAITING_PHARMACIST,
        S.NEEDS_INFORMATION,
        S.APPROVED,
        S.APPROVED_AWAITING_PAYMENT,
        S.PAID,
        S.DISPENSED,
    }
)
# Nothing is approved yet: whoever ordered may still give it up.
CANCELLABLE = frozenset({S.AWAITING_PAYMENT, S.AWAITING_PHARMACIST, S.NEEDS_INFORMATION})
# A pharmacist, or the rule for general-sale orders, has fixed the amount to capture.
EVER_APPROVED = frozenset(
    {
        S.APPROVED,
        S.APPROVED_AWAITING_PAYMENT,
        S.PAID,
        S.DISPENSED,
        S.SHIPPED,
        S.DELIVERED,
        S.REFUNDED,
    }
)
# What is approved was charged, whatever went back since.
PAID_FOR = EVER_APPROVED - {S.APPROVED, S.APPROVED_AWAITING_PAYMENT}
# A card may be held for these, and lets go if nobody charges it in time.
HELD_NOT_CHARGED = OPEN_CASES | {S.APPROVED}
# The packs have left the shelf: they may come back, and are destroyed then.
OFF_THE_SHELF = frozenset({S.DISPENSED, S.SHIPPED, S.DELIVERED})
# They are with the carrier or the patient.
SENT = OFF_THE_SHELF - {S.DISPENSED}
# Nothing of these is decided, paid or picked any more; a parcel may still be on its way.
OVER = NOTHING_LEFT | OFF_THE_SHELF


def said_of(state: str) -> str:
    """What a sentence says of an order: "is approved", "needs information"."""
    words = str(OrderState(state).label)
    return words if state == S.NEEDS_INFORMATION else gettext("is %(state)s") % {"state": words}


class IllegalMove(Exception):
    """An order or payment was asked to move where its table has no move."""


def check_move(old: str, new: str) -> None:
    """Raises IllegalMove unless an order may go from `old` to `new`."""
    if OrderState(new) not in MOVES[OrderState(old)]:
        raise IllegalMove(f"An order cannot go from {old} to {new}.")
