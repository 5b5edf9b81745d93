"""Reads what staff see of one order: what needs a person, its lines, its money, its history."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from catalog.admin.tags import tag
from catalog.legal_class import words_for
from checkout.order.desk.advice import NEEDS
from checkout.order.desk.attention import Attention, attention, give_up_words
from checkout.order.desk.attention_reads import (
    attempt_in_question,
    situation_of,
    with_payments,
)
from checkout.order.desk.buttons import buttons, stripe_url
from checkout.order.desk.history import history
from checkout.order.desk.history_reads import events
from checkout.order.desk.money_reads import money
from checkout.order.desk.seen import mark_of, with_mark
from checkout.order.desk.state_tags import state_tag
from checkout.order.desk.troubles import Situation
from checkout.order.models import Line, Order
from checkout.order.repairs import MAY_BE_GIVEN_UP
from checkout.order.shelf.dispensing import problems_of
from checkout.order.shelf.picking_reads import Shelf, shelf_for
from checkout.order.shelf.sending import against_sending
from checkout.order.shelf.sent_reads import sent_with
from checkout.order.states import OFF_THE_SHELF, OVER, OrderState
from checkout.payment.models import PaymentAttempt
from checkout.payment.money import from_minor_units

S = OrderState


@dataclass(frozen=True, slots=True)
class StaffLine:
    """A line as a pharmacist reads it; `approved_price` where it differs from the ordered one."""

    line: Line
    legal_words: str
    decision: SafeString | str
    approved_price: Decimal | None


def orders_for_the_desk() -> QuerySet[Order]:
    """Orders with all that `desk` reads of them."""
    people = Order.objects.select_related("shipping_address__country", "user")
    return with_mark(with_payments(people)).prefetch_related("lines")


def desk(order: Order, user: Any, *, now: datetime) -> dict[str, Any]:
    """The context of templates/admin/order/order/change_form.html, forms apart."""
    attempts, situation = list(order.attempts.all()), situation_of(order, now=now)
    return {
        "order": order,
        "mark": mark_of(order),
        "is_charged": any(one.captured for one in attempts),
        "state": state_tag(order.status),
        "card": next((one.card for one in reversed(attempts) if one.card), ""),
        "sum": _sum(order, attempts),
        "lines": _lines(order),
        "history": history(events(order, attempts), now=localtime(now)),
        **_attention(order, attempts, situation, user),
        **money(order, attempts, situation, now=now),
        **may_do(order, attempts, situation, user),
    }


def may_do(
    order: Order, attempts: list[PaymentAttempt], situation: Situation, user: Any
) -> dict[str, Any]:
    """Which forms stand on the page; what is not offered is refused, too."""
    may_repair = user.has_perm("order.repair_order")
    problems = [] if order.status in OVER else against_dispensing(order, attempts)
    return {
        "may_review": order.needs_pharmacist and user.has_perm("prescriptions.view_case"),
        "may_refund": user.has_perm("order.refund_order"),
        "may_repair": may_repair,
        "may_dispense": order.status == S.PAID and user.has_perm("order.dispense_order"),
        "may_label": order.status in OFF_THE_SHELF and user.has_perm("order.dispense_order"),
        "may_ship": order.status == S.DISPENSED and user.has_perm("order.ship_order"),
        "may_deliver": order.status == S.SHIPPED and user.has_perm("order.ship_order"),
        "not_sent": against_sending(order, attempts) if order.status == S.DISPENSED else [],
        "sent_with": sent_with(order),
        "may_take_back": order.status in OFF_THE_SHELF and user.has_perm("order.take_back_order"),
        "give_up_words": give_up_words(situation)
        if may_repair and (order.status in MAY_BE_GIVEN_UP or situation.gone)
        else "",
        "not_dispensed": problems,
    }


def against_dispensing(
    order: Order, attempts: list[PaymentAttempt], shelf: Shelf | None = None
) -> list[str]:
    """Every reason not to dispense an order now; what the shelf lacks, where it is paid."""
    problems = problems_of(order, attempts)
    return problems or list((shelf or shelf_for(order, localdate())).problems)


def _attention(
    order: Order, attempts: list[PaymentAttempt], situation: Situation, user: Any
) -> dict[str, Any]:
    attempt = attempt_in_question(attempts)
    said = attention_for(situation, user)
    if said is None:
        return {"attention": None, "stripe_url": stripe_url(attempt)}
    more = situation.still_ours - situation.owed if situation.owed is not None else ""
    return {
        "attention": said,
        "buttons": buttons(said, order, attempt, more=str(more)),
        "stripe_url": stripe_url(attempt),
    }


def attention_for(situation: Situation, user: Any) -> Attention | None:
    """What is wrong, with the deeds this person may do."""
    said = attention(situation)
    may = {permission for permission in set(NEEDS.values()) if user.has_perm(permission)}
    return said and said.for_somebody_who_may(may)


def _lines(order: Order) -> list[StaffLine]:
    lines = list(order.lines.all())
    replaced = {line.replaces_id for line in lines}
    return [_line(line, order.status, is_replaced=line.pk in replaced) for line in lines]


def _line(line: Line, status: str, *, is_replaced: bool) -> StaffLine:
    is_less = line.approved_quantity is not None and line.approved_quantity != line.quantity
    return StaffLine(
        line,
        str(words_for(line.legal_class)),
        tag(_("Packs replaced"), "good")
        if is_replaced
        else decision_tag(line.approved_quantity, line.quantity, status),
        line.approved_price if is_less else None,
    )


def decision_tag(approved: int | None, packs: int, status: str) -> SafeString | str:
    """What was decided about a line, "" where nobody has to."""
    if status == S.REJECTED or approved == 0:
        return tag(_("Rejected"))
    if approved is None:
        return tag(_("To decide"), "info") if status == S.AWAITING_PHARMACIST else ""
    if approved == packs:
        return tag(_("Approved"), "good")
    return tag(_("Approved %(n)s of %(m)s") % {"n": approved, "m": packs}, "good")


def _sum(order: Order, attempts: Iterable[PaymentAttempt]) -> tuple[str, Decimal]:
    charged = sum(from_minor_units(one.captured, one.currency) for one in attempts)
    if charged:
        return _("Charged"), Decimal(charged)
    if order.amount_to_capture is not None:
        return _("To charge"), order.amount_to_capture
    at_most = order.status == S.AWAITING_PHARMACIST
    return (_("To charge, at most") if at_most else _("Total")), order.total_incl_tax
