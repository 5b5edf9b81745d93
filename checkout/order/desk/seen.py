"""What somebody who presses a button has seen of an order: a second press finds it changed."""

from collections.abc import Callable
from hashlib import blake2s

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from checkout.order.actions import CannotDecide
from checkout.order.models import Order, OrderNote
from checkout.order.moving import locked
from checkout.payment.models import PaymentAttempt, Refund


def with_mark(orders: QuerySet[Order]) -> QuerySet[Order]:
    """For `mark_of`: the last note, the last refund and what each payment calls for."""
    notes = OrderNote.objects.filter(order=OuterRef("pk")).order_by()
    refunds = Refund.objects.filter(attempt__order=OuterRef("pk")).order_by()
    calls = PaymentAttempt.objects.filter(order=OuterRef("pk")).values("needs_attention")
    return orders.annotate(
        last_note=Subquery(notes.values("order").annotate(last=Max("pk")).values("last")),
        last_refund=Subquery(
            refunds.values("attempt__order").annotate(last=Max("pk")).values("last")
        ),
        calls=ArraySubquery(calls),
    )


def mark_of(order: Order) -> str:
    """What every deed of staff changes about an order, and whatever they have to know first."""
    calls = blake2s("\n".join(order.calls).encode(), digest_size=8).hexdigest()
    return f"{order.status}-{order.last_note or 0}-{order.last_refund or 0}-{calls}"


def _mark_now(order_id: int) -> str:
    return mark_of(with_mark(Order.objects).get(pk=order_id))


@transaction.atomic
def as_seen(
    order: Order,
    mark: str,
    deed: Callable[[], object],
    *,
    mark_now: Callable[[int], str] = _mark_now,
) -> None:
    """Do what somebody decided who saw the order so marked. Raises CannotDecide once it changed."""
    locked(order.pk)
    # Read once the lock is ours: a query that waited for it still sees what was before.
    if mark_now(order.pk) != mark:
        raise CannotDecide(
            _(
                "This was done a moment ago, or something else happened meanwhile. Look at what"
                " stands here now, then decide again."
            )
        )
    deed()
