"""What staff do to put an order's payment right: one verb each, written down with who and why."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from checkout.order import reactions
from checkout.order.actions import CannotDecide, end
from checkout.order.models import Order, OrderNote
from checkout.order.moving import end_refunded, locked
from checkout.order.shelf.dispensing import left_for_goods
from checkout.order.shelf.sent_reads import nobody_has_packs
from checkout.order.states import CANCELLABLE, OrderState, said_of
from checkout.payment import moving, outbox, refunding
from checkout.payment.failed_refunds import why_it_calls
from checkout.payment.models import Outbox, PaymentAttempt, Refund
from checkout.payment.money import minor_units
from checkout.payment.states import GIVES_NOTHING, LIVE, RefundState

S = OrderState
# What is paid is refunded instead.
MAY_BE_GIVEN_UP = CANCELLABLE | reactions.TO_BE_PAID
TAKE_BACK_FIRST = gettext_lazy(
    "Destroy its packs and write down that they came back: then the order can end."
)


@transaction.atomic
def refund(
    attempt: PaymentAttempt, *, amount: Decimal, by: Any, now: datetime, reason: str
) -> Refund:
    """Give a part or all of a charge back, in the order's currency. Raises CannotDecide."""
    attempt, order = moving.locked(attempt)
    try:
        units = minor_units(amount, attempt.currency)
        asked = refunding.ask(attempt, amount=units, reason=reason, now=now, by=by)
    except (refunding.CannotRefund, ValueError) as refusal:
        raise CannotDecide(str(refusal)) from refusal
    reactions.call_for_attention(order, attempt)
    attempt.save(update_fields=["needs_attention"])
    return asked


@transaction.atomic
def give_up(order: Order, *, by: Any, now: datetime, reason: str) -> None:
    """Cancel an order for the shop: its hold is released, an early charge refunded.

    Once it is paid only where nothing of it is left for good, which no refund says: the bank has
    taken it, or staff gave it back in another way; and never while packs of it are out. Raises
    CannotDecide.
    """
    order = locked(order.pk)
    is_here = order.status in (S.PAID, S.DISPENSED)
    if is_here and nothing_is_left(order.attempts.select_for_update()):
        if not nobody_has_packs(order):
            raise CannotDecide(str(TAKE_BACK_FIRST))
        end_refunded(order, now=now, by=by, reason=reason)
        return
    if order.status not in MAY_BE_GIVEN_UP:
        raise CannotDecide(
            _("Order %(number)s is %(state)s: refund it instead of cancelling it.")
            % {"number": order.number, "state": order.get_status_display()}
        )
    end(order, S.CANCELLED, now=now, by=by, reason=reason)


def nothing_is_left(attempts: Iterable[PaymentAttempt]) -> bool:
    """Whether what was charged is gone for good: no refund is on its way, no dispute is open."""
    charged = [attempt for attempt in attempts if attempt.captured]
    if not charged or left_for_goods(charged):
        return False
    return not any(_may_come_back(one) for one in charged)


def _may_come_back(attempt: PaymentAttempt) -> bool:
    return attempt.is_disputed or any(
        refund.state == RefundState.PENDING for refund in attempt.refunds.all()
    )


@transaction.atomic
def ask_to_pay(order: Order, *, by: Any, now: datetime) -> None:
    """Let go of a hold that cannot be charged, and mail the patient a link to pay otherwise.

    An order that waits for its payment already is mailed the link again, with seven new days.
    Raises CannotDecide.
    """
    order = locked(order.pk)
    if order.status == S.APPROVED_AWAITING_PAYMENT:
        order.payment_due_at = now + reactions.DAYS_TO_PAY
        order.save(update_fields=["payment_due_at"])
        outbox.promise_mail(order, "pay", about=f"{now:%Y%m%d%H%M}")
        _write_down(order, by, _("Mailed the link to pay again"))
        return
    live = order.attempts.select_for_update().filter(state__in=LIVE).first()
    if order.status != S.APPROVED or live is None:
        raise CannotDecide(
            _("Order %(number)s %(is_so)s: there is nothing to ask for.")
            % {"number": order.number, "is_so": said_of(order.status)}
        )
    reactions.wait_for_payment(order, now=now, by=by, reason=_("asked to pay with another card"))
    outbox.promise_release(live, now=now)
    live.needs_attention = ""
    live.save(update_fields=["needs_attention"])


@transaction.atomic
def try_again(order: Order, *, by: Any, now: datetime) -> None:
    """Let the worker try at once what it would try later. Raises CannotDecide."""
    order = locked(order.pk)
    if not outbox.try_now(Outbox.objects.filter(order=order), now):
        raise CannotDecide(_("There is nothing left to try: it is done."))
    _write_down(order, by, _("Tried again at once"))


@transaction.atomic
def give_up_mail(order: Order, *, by: Any, now: datetime) -> None:
    """Send no more what cannot be delivered, as to an address that does not exist.

    Raises CannotDecide where nothing was tried in vain, or just now a worker tries.
    """
    order = locked(order.pk)
    mails = outbox.give_up_mails(order, now)
    if not mails:
        raise CannotDecide(_("There is no mail to give up, or it is being tried just now."))
    named = ", ".join(mail.parameters["mail"].replace("_", " ") for mail in mails)
    _write_down(order, by, _("Never mailed, and given up: %(mails)s") % {"mails": named})


@transaction.atomic
def put_aside(attempt: PaymentAttempt, *, by: Any, now: datetime) -> None:
    """A person has looked and finds it right: it is raised again only for another reason.

    Raises CannotDecide where nothing asks for attention.
    """
    attempt, order = moving.locked(attempt)
    words = "\n".join(why_it_calls(attempt))
    if not words:
        raise CannotDecide(_("Nothing needs attention here any more."))
    attempt.attention_seen = "\n".join([*attempt.attention_seen.splitlines(), words])
    attempt.needs_attention = ""
    attempt.save(update_fields=["attention_seen", "needs_attention"])
    in_vain = attempt.refunds.filter(state__in=GIVES_NOTHING, put_aside_at=None)
    in_vain.update(put_aside_at=now)
    _write_down(order, by, _("Put aside: %(reasons)s") % {"reasons": words})


@transaction.atomic
def mail_link(order: Order, *, now: datetime, by: Any = None) -> None:
    """Mail the order's own address again, to its e-mail alone, once a minute at most."""
    order = locked(order.pk)
    outbox.promise_mail(order, "link", about=f"{now:%Y%m%d%H%M}")
    if by:
        _write_down(order, by, _("Mailed the order's link again"))


def _write_down(order: Order, by: Any, message: str) -> None:
    OrderNote.objects.create(order=order, user=by, note_type=OrderNote.SYSTEM, message=message)
