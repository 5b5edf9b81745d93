"""Reads how an order was sent, what was sent with it, and what may still come back of it."""

from django.db.models import F, QuerySet, Sum
from django.db.models.functions import Coalesce

from catalog.leaflets.links import LeafletLink
from catalog.leaflets.reads import leaflets_of
from checkout.order.models import Dispatch, Line, Order
from checkout.order.states import OFF_THE_SHELF, SENT, OrderState

S = OrderState


def sent_with(order: Order) -> str:
    """Carrier and tracking number, "" where it has not left or its person was forgotten.

    Asks nothing before it has left.
    """
    if order.status not in SENT:
        return ""
    known = Dispatch.objects.filter(order=order, erased_at__isnull=True)
    return str(known.order_by("pk").last() or "")


def leaflets_with(order: Order) -> list[LeafletLink]:
    """The leaflets of what was sent, from the day it has left the shelf."""
    if order.status not in OFF_THE_SHELF:
        return []
    return leaflets_of(line.dosage_id for line in order.lines.all() if line.approved_quantity != 0)


def nobody_has_packs(order: Order) -> bool:
    """Whether all of a paid order is on the shelf, or came back before it was sent."""
    if order.status == S.DISPENSED:
        return not packs_out(order).filter(packs_out__gt=0).exists()
    return order.status == S.PAID


def packs_out(order: Order) -> QuerySet[Line]:
    """The lines of a dispensed order, each with its `packs_out`: what has not come back of it."""
    back = Sum("taken_back__packs", default=0)
    return order.lines.annotate(packs_out=Coalesce(F("approved_quantity"), 0) - back).order_by("pk")
