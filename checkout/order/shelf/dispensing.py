"""An order leaves the shelf: paid for what was approved, nothing against it, out of which lots."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from catalog.lots.actions import NotOnTheShelf, take
from catalog.lots.allocating import Taken
from checkout.order.actions import CannotDecide
from checkout.order.models import DispensedLot, Order
from checkout.order.moving import locked, move
from checkout.order.reactions import owed
from checkout.order.shelf.picking_reads import wants_of
from checkout.order.shelf.sold_still import against_selling
from checkout.order.states import OrderState, said_of
from checkout.payment.failed_refunds import not_tried_again, why_it_calls
from checkout.payment.models import PaymentAttempt
from checkout.prescriptions.originals import missing_originals

S = OrderState


def dispensing_problems(
    order_state: str, *, owed: int | None, still_ours: int, troubles: Sequence[str]
) -> list[str]:
    """Every reason not to dispense, in words for staff; amounts are minor units.

    A hold is not money: only what was captured and went back nowhere pays for goods.
    """
    if order_state != S.PAID:
        return [
            _("Order %(is_so)s: only what is paid is dispensed.") % {"is_so": said_of(order_state)}
        ]
    return payment_problems(owed=owed, still_ours=still_ours, troubles=troubles)


def payment_problems(*, owed: int | None, still_ours: int, troubles: Sequence[str]) -> list[str]:
    """What is against handing anything out for these payments."""
    problems = [trouble for trouble in troubles if trouble]
    if not still_ours:
        problems.append(_("Nothing of it is left: it was given back, or the bank has taken it."))
    elif owed is None or still_ours > owed:
        problems.append(_("More is charged than was approved: refund the difference first."))
    return problems


@transaction.atomic
def dispense(
    order: Order, *, by: Any, now: datetime, chosen: Sequence[Taken] | None = None
) -> None:
    """The packs leave the shelf, out of the lots chosen or else those that expire first.

    Raises CannotDecide with every reason against it.
    """
    order = locked(order.pk)
    problems = problems_of(order, list(order.attempts.select_for_update()))
    if problems:
        raise CannotDecide(" ".join(problems))
    today = localdate(now)
    try:
        taken = take(wants_of(order.lines.order_by("pk")), today=today, chosen=chosen)
    except NotOnTheShelf as refusal:
        raise CannotDecide(str(refusal)) from refusal
    DispensedLot.objects.bulk_create(
        DispensedLot(line_id=one.line_id, lot_id=one.lot_id, units=one.units, dispensed_on=today)
        for one in taken
    )
    move(order, S.DISPENSED, now=now, by=by)
    order.lines.update(num_allocated=0)


def problems_of(order: Order, attempts: Sequence[PaymentAttempt]) -> list[str]:
    """Why an order may not be dispensed, by its payments as they were read."""
    calls = [line for attempt in attempts for line in why_it_calls(attempt)]
    against = against_selling(order) if order.status == S.PAID else []
    return dispensing_problems(
        order.status,
        owed=owed(order),
        still_ours=left_for_goods(attempts),
        troubles=[*calls, *against, *missing_originals(order)],
    )


def left_for_goods(attempts: Iterable[PaymentAttempt]) -> int:
    """What was charged and went back in no way, in minor units.

    Of a refund that failed staff say so by putting it aside: it was given back in another way.
    One that was tried again counts no more, put aside or not: the try stands for the same money,
    whether it succeeded or failed alike and was put aside itself.
    """
    return sum(
        max(attempt.still_ours() - _given_back_otherwise(attempt), 0) for attempt in attempts
    )


def _given_back_otherwise(attempt: PaymentAttempt) -> int:
    return sum(one.amount for one in not_tried_again(attempt.refunds.all()) if not one.calls)
