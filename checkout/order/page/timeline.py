"""What has happened to an order and what comes, in the shopper's words: plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from checkout.order.states import OrderState

S = OrderState
Words = str | Promise


@dataclass(frozen=True, slots=True)
class Stage:
    """One stretch of an order's way, named as it is while still to come, under way and done."""

    entered: tuple[OrderState, ...]
    later: Words
    now: Words
    done: Words


RECEIVED = _("Order received")
HELD = Stage(
    (S.AWAITING_PHARMACIST, S.APPROVED),
    _("Your payment"),
    _("Your payment"),
    _("Card held"),
)
FOLLOWED = Stage(
    (S.AWAITING_PHARMACIST,),
    _("Your prescription"),
    _("Waiting for your prescription"),
    _("Prescription received"),
)
DECIDED = Stage(
    (S.APPROVED,),
    _("The pharmacist decides"),
    _("Waiting for the pharmacist"),
    _("Approved by the pharmacist"),
)
CHARGED = Stage((S.PAID,), _("Charged for what is approved"), _("Being charged"), _("Card charged"))
PAID_AFTER_APPROVAL = Stage(
    (S.PAID,), _("Your payment"), _("Waiting for your payment"), _("Card charged")
)
SENT = Stage((S.SHIPPED,), _("Packed and sent"), _("Being packed"), _("Sent"))

ARRIVED = _("Delivered")

ENDS = {
    S.REJECTED: _("Not approved"),
    S.CANCELLED: _("Cancelled"),
    S.EXPIRED: _("Expired"),
    S.REFUNDED: _("Refunded"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an order; `at` is None while it is still to come."""

    title: Words
    at: datetime | None = None
    is_next: bool = False
    is_end: bool = False
    note: Words = ""

    @property
    def done(self) -> bool:
        return self.at is not None


def steps(
    placed_at: datetime,
    moved_at: Mapping[str, datetime],
    *,
    needs_pharmacist: bool,
    pharmacist: str = "",
    follows: bool = False,
    sent_with: str = "",
) -> tuple[Step, ...]:
    """The order's way; `moved_at` holds when each state was entered.

    `pharmacist` is who is in charge, told while the shopper waits for the decision. `follows`: the
    prescription was to follow, so nothing is paid before it is approved. `sent_with` is carrier
    and tracking number.
    """
    way = [Step(RECEIVED, placed_at)]
    ended = [
        Step(title, moved_at[state], is_end=True)
        for state, title in ENDS.items()
        if state in moved_at
    ]
    is_paid_late = follows or S.APPROVED_AWAITING_PAYMENT in moved_at
    charged = PAID_AFTER_APPROVAL if is_paid_late else CHARGED
    first, decided = FOLLOWED if follows else HELD, [DECIDED] if needs_pharmacist else []
    for stage in (first, *decided, charged, SENT):
        at = next((moved_at[state] for state in stage.entered if state in moved_at), None)
        if at:
            way.append(Step(stage.done, at, note=sent_with if stage is SENT else ""))
        elif not ended:
            way.append(_to_come(stage, is_next=way[-1].done, pharmacist=pharmacist))
    if S.DELIVERED in moved_at:
        way.append(Step(ARRIVED, moved_at[S.DELIVERED]))
    return (*way, *ended)


def _to_come(stage: Stage, *, is_next: bool, pharmacist: str) -> Step:
    if not is_next:
        return Step(stage.later)
    in_charge = stage is DECIDED and pharmacist
    note = _("Pharmacist in charge: %(name)s.") % {"name": pharmacist} if in_charge else ""
    return Step(stage.now, is_next=True, note=note)
