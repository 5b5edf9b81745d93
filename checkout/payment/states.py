"""Every state of a payment attempt and of a refund, and every legal move, at one glance."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AttemptState(TextChoices):
    NEW = "new", _("new")
    SESSION_OPEN = "session_open", _("payment page open")
    AUTHORISED = "authorised", _("held")
    CAPTURING = "capturing", _("being charged")
    CAPTURED = "captured", _("charged")
    RELEASING = "releasing", _("being released")
    RELEASED = "released", _("released")
    EXPIRED = "expired", _("payment page expired")
    LAPSED = "lapsed", _("hold lapsed")
    ABANDONED = "abandoned", _("given up before it began")


class RefundState(TextChoices):
    """Stripe's own words. Asked for and not yet heard of by Stripe is pending, too.

    Withdrawn: never sent, because staff had refunded so much at Stripe by hand meanwhile.
    """

    PENDING = "pending", _("on its way")
    SUCCEEDED = "succeeded", _("refunded")
    FAILED = "failed", _("failed")
    WITHDRAWN = "withdrawn", _("not sent")


S, R = AttemptState, RefundState

# Captures and cancels made by hand in Stripe's Dashboard are legal moves too.
MOVES = {
    S.NEW: {S.SESSION_OPEN, S.ABANDONED},
    S.SESSION_OPEN: {S.AUTHORISED, S.EXPIRED},
    S.AUTHORISED: {S.CAPTURING, S.CAPTURED, S.RELEASING, S.RELEASED, S.LAPSED},
    S.CAPTURING: {S.CAPTURED, S.AUTHORISED, S.LAPSED},
    S.RELEASING: {S.RELEASED, S.CAPTURED, S.LAPSED},
    S.CAPTURED: set(),
    S.RELEASED: set(),
    S.EXPIRED: set(),
    S.LAPSED: set(),
    S.ABANDONED: set(),
}

# What a bank took may come back: a refund can fail after it had succeeded. One that Stripe has not
# named yet may be found there in any state, also after we had given it up.
REFUND_MOVES = {
    R.PENDING: {R.SUCCEEDED, R.FAILED, R.WITHDRAWN},
    R.SUCCEEDED: {R.FAILED},
    R.FAILED: set(),
    R.WITHDRAWN: set(),
}
# Refunds that give nothing back.
GIVES_NOTHING = frozenset({R.FAILED, R.WITHDRAWN})

LIVE = frozenset({S.NEW, S.SESSION_OPEN, S.AUTHORISED, S.CAPTURING, S.RELEASING})
HOLDING = frozenset({S.AUTHORISED, S.CAPTURING, S.RELEASING})
# A card was held for these: Stripe has named a PaymentIntent.
HELD_ONCE = frozenset({S.AUTHORISED, S.CAPTURING, S.CAPTURED, S.RELEASING, S.RELEASED, S.LAPSED})


def may_move(old: str, new: str) -> bool:
    """Whether an attempt may go from `old` to `new`."""
    return AttemptState(new) in MOVES[AttemptState(old)]


def refund_may_move(old: str, new: str) -> bool:
    """Whether a refund may go from `old` to `new`."""
    return RefundState(new) in REFUND_MOVES[RefundState(old)]
