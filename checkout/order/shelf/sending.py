"""A dispensed order goes on its way, arrives, or comes back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checkout.order.actions import CannotDecide
from checkout.order.models import Dispatch, Line, Order, OrderNote, TakenBack
from checkout.order.moving import locked, move
from checkout.order.reactions import end_where_given_back, owed
from checkout.order.repairs import TAKE_BACK_FIRST, nothing_is_left
from checkout.order.shelf.dispensing import left_for_goods, payment_problems
from checkout.order.shelf.picking_reads import pack_words
from checkout.order.shelf.sent_reads import nobody_has_packs, packs_out, sent_with
from checkout.order.states import OFF_THE_SHELF, OrderState, said_of
from checkout.payment import outbox
from checkout.payment.failed_refunds import why_it_calls
from checkout.payment.models import PaymentAttempt

S = OrderState


@transaction.atomic
def ship(order: Order, *, by: Any, now: datetime, carrier: str, tracking: str) -> None:
    """The packs are handed to a carrier; the patient is mailed how to follow them.

    Raises CannotDecide, also where something has come up against the payment meanwhile.
    """
    order = locked(order.pk)
    _must_be(order, S.DISPENSED, _("only what is dispensed is shipped."))
    problems = against_sending(order, list(order.attempts.select_for_update()))
    if problems:
        raise CannotDecide(" ".join(problems))
    sent = Dispatch.objects.create(order=order, carrier=carrier, tracking=tracking, at=now, by=by)
    move(order, S.SHIPPED, now=now, by=by, reason=str(sent))
    outbox.promise_mail(order, "on_its_way")


def against_sending(order: Order, attempts: Sequence[PaymentAttempt]) -> list[str]:
    """Every reason to keep a dispensed order here, by its payments as read, and its way on."""
    troubles = [line for attempt in attempts for line in why_it_calls(attempt)]
    problems = payment_problems(
        owed=owed(order), still_ours=left_for_goods(attempts), troubles=troubles
    )
    if not nobody_has_packs(order):
        problems += [str(TAKE_BACK_FIRST)] if nothing_is_left(attempts) else []
    elif nothing_is_left(attempts):
        problems.append(_("All of it came back and was destroyed: end the order."))
    else:
        problems.append(_("All of it came back and was destroyed: refund the order."))
    return problems


@transaction.atomic
def correct_dispatch(order: Order, *, by: Any, now: datetime, carrier: str, tracking: str) -> None:
    """Carrier and number were mistyped: the patient is mailed the right ones. Raises CannotDecide.

    What was mailed before stays on record.
    """
    order = locked(order.pk)
    _must_be(order, S.SHIPPED, _("only of what is on its way the number is corrected."))
    sent = Dispatch(order=order, carrier=carrier, tracking=tracking, at=now, by=by)
    if sent_with(order) == str(sent):
        raise CannotDecide(_("The patient has this carrier and number already."))
    sent.save()
    words = _("Sent with %(sent)s, mailed to the patient anew.") % {"sent": sent}
    OrderNote.objects.create(order=order, user=by, note_type=OrderNote.SYSTEM, message=words)
    outbox.promise_mail(order, "on_its_way", about=str(sent.pk))


@transaction.atomic
def deliver(order: Order, *, by: Any, now: datetime) -> None:
    """The carrier says that the patient has the packs. Raises CannotDecide."""
    order = locked(order.pk)
    _must_be(order, S.SHIPPED, _("only what is shipped is delivered."))
    move(order, S.DELIVERED, now=now, by=by)


@transaction.atomic
def take_back(
    order: Order, *, by: Any, now: datetime, packs: Mapping[int, int], reason: str
) -> None:
    """Packs, by line, came back and were destroyed. Nothing is put on the shelf again.

    Money is another matter: a refund. With the last pack of what was never sent the order ends,
    where all its money is back. Raises CannotDecide.
    """
    order = locked(order.pk)
    if order.status not in OFF_THE_SHELF:
        raise CannotDecide(_("Nothing of this order has left the shelf, so nothing came back."))
    back = {line_id: number for line_id, number in packs.items() if number}
    lines = [line for line in packs_out(order) if line.pk in back]
    if not back or len(lines) < len(back):
        raise CannotDecide(_("Enter how many packs of this order came back."))
    for line in lines:
        if back[line.pk] > line.packs_out:
            words = _("Of %(pack)s at most %(most)s can come back.")
            raise CannotDecide(words % {"pack": pack_words(line), "most": line.packs_out})
        _write_down(order, line, back[line.pk], reason=reason, by=by, now=now)
    for attempt in order.attempts.select_for_update().filter(pays=True):
        end_where_given_back(order, attempt, now=now, by=by)


def _write_down(
    order: Order, line: Line, packs: int, *, reason: str, by: Any, now: datetime
) -> None:
    TakenBack.objects.create(line=line, packs=packs, reason=reason, at=now, by=by)
    words = ngettext(
        "%(n)s pack came back and was destroyed: %(pack)s. %(reason)s",
        "%(n)s packs came back and were destroyed: %(pack)s. %(reason)s",
        packs,
    ) % {"n": packs, "pack": pack_words(line), "reason": reason}
    OrderNote.objects.create(order=order, user=by, note_type=OrderNote.SYSTEM, message=words)


def _must_be(order: Order, state: OrderState, otherwise: str) -> None:
    if order.status != state:
        words = _("Order %(is_so)s: %(otherwise)s")
        raise CannotDecide(words % {"is_so": said_of(order.status), "otherwise": otherwise})
