"""What the staff's start page says about orders, to those who may see them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, QuerySet, Sum
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.admin.today import Tile
from catalog.moments import day_began
from catalog.money import price
from checkout.order.desk.attention_page import Troubled, most_troubled
from checkout.order.desk.attention_reads import holds_that_end, needing_attention
from checkout.order.desk.compared_reads import compared_with_stripe
from checkout.order.desk.times import ALARM
from checkout.order.models import Order
from checkout.order.states import OrderState

S = OrderState
ROWS = 5


def orders_today(request: HttpRequest) -> dict[str, Any]:
    """Tiles: who waits for a pharmacist, who needs a person, who ordered; the first of those."""
    if not request.user.has_perm("order.view_order"):
        return {}
    now = timezone.now()
    troubled = most_troubled(request.user, now=now, most=ROWS)
    return {
        "tiles": [
            _waiting(request.user, now),
            _calling(needing_attention(now).count(), troubled),
            _placed(now),
        ],
        "troubled": troubled,
        "comparison": compared_with_stripe(now),
    }


def calling_for_a_person() -> QuerySet[Order]:
    """The orders that are counted at their desk."""
    return needing_attention(timezone.now())


def _waiting(user: Any, now: datetime) -> Tile:
    """Leads to the pharmacist's queue, and others to the list of orders."""
    waiting = Order.objects.filter(status=S.AWAITING_PHARMACIST).count()
    more, state = _holds_that_end(now)
    return Tile(
        waiting,
        ngettext("waits for a pharmacist", "wait for a pharmacist", waiting),
        more or (_("their cards are held") if waiting else _("nobody waits")),
        f"{reverse('admin:prescriptions_case_changelist')}?show=to_decide"
        if user.has_perm("prescriptions.view_case")
        else f"{reverse('admin:order_order_changelist')}?status__exact={S.AWAITING_PHARMACIST}",
        state,
    )


def _holds_that_end(now: datetime) -> tuple[str, str]:
    """In words and a colour, "" for none."""
    ends = list(holds_that_end(now).values_list("capture_before", flat=True))
    soon = sum(end <= now + ALARM for end in ends)
    if soon:
        words = ngettext("%(n)s hold ends within 12 h", "%(n)s holds end within 12 h", soon)
        return words % {"n": soon}, "stop"
    words = ngettext("%(n)s hold ends within 48 h", "%(n)s holds end within 48 h", len(ends))
    return (words % {"n": len(ends)}, "warn") if ends else ("", "")


def _calling(number: int, troubled: Sequence[Troubled]) -> Tile:
    worst = "stop" if any(row.said.state == "stop" for row in troubled) else "warn"
    return Tile(
        number,
        ngettext("needs attention", "need attention", number),
        troubled[0].said.heading if troubled else _("every payment is as it should be"),
        reverse("admin:order_order_attention"),
        worst if troubled else "",
    )


def _placed(now: datetime) -> Tile:
    """Whatever became of them since."""
    placed = Order.objects.filter(date_placed__gte=day_began(now)).aggregate(
        orders=Count("pk"), money=Sum("total_incl_tax"), last=Max("date_placed")
    )
    more = _("none yet")
    if placed["orders"]:
        at = date_format(timezone.localtime(placed["last"]), "H:i")
        more = _("%(sum)s, last at %(time)s") % {"sum": price(placed["money"]), "time": at}
    return Tile(
        placed["orders"],
        ngettext("order today", "orders today", placed["orders"]),
        more,
        f"{reverse('admin:order_order_changelist')}?placed=today",
    )
