"""Reads the list of orders that call for a person, page by page, the same few queries for each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from checkout.order.desk.attention import Attention
from checkout.order.desk.attention_reads import (
    attempt_in_question,
    needing_attention,
    situation_of,
    with_payments,
)
from checkout.order.desk.buttons import Buttons, buttons
from checkout.order.desk.compared_reads import compared_with_stripe
from checkout.order.desk.reads import attention_for
from checkout.order.desk.seen import mark_of, with_mark
from checkout.order.desk.state_tags import state_tag
from checkout.order.desk.times import day_and_hour
from checkout.order.models import Order

A_PAGE = 20


@dataclass(frozen=True, slots=True)
class Troubled:
    """An order in the list: what is wrong, since when and what helps."""

    order: Order
    mark: str
    state: SafeString
    said: Attention
    buttons: Buttons
    since: str


def attention_page(user: Any, page: str, *, now: datetime) -> dict[str, Any]:
    """The context of templates/admin/order/order/attention.html."""
    shown = Paginator(_orders(now), A_PAGE).get_page(page)
    return {
        "page": shown,
        "rows": _rows(shown.object_list, user, now=now),
        "comparison": compared_with_stripe(now),
    }


def most_troubled(user: Any, *, now: datetime, most: int) -> list[Troubled]:
    """The first of the list."""
    return _rows(_orders(now)[:most], user, now=now)


def _orders(now: datetime) -> QuerySet[Order]:
    return with_mark(with_payments(needing_attention(now)))


def _rows(orders: Iterable[Order], user: Any, *, now: datetime) -> list[Troubled]:
    found = ((order, situation_of(order, now=now)) for order in orders)
    rows = ((order, situation, attention_for(situation, user)) for order, situation in found)
    return [_row(order, situation, said, now) for order, situation, said in rows if said]


def _row(order: Order, situation: Any, said: Attention, now: datetime) -> Troubled:
    more = "" if situation.owed is None else str(situation.still_ours - situation.owed)
    attempt = attempt_in_question(list(order.attempts.all()))
    return Troubled(
        order=order,
        mark=mark_of(order),
        state=state_tag(order.status),
        said=said,
        buttons=buttons(said, order, attempt, more=more),
        since=day_and_hour(localtime(order.since), localtime(now)) if order.since else "",
    )
