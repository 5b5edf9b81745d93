"""Reads what the shopper's page of an order shows; staff's is in desk/reads.py."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import prefetch_related_objects

from catalog.moments import written_out
from catalog.shopfacts.reads import shop_with_texts
from checkout.order.bill import Bill
from checkout.order.models import Order
from checkout.order.page.payment_view import payment_view
from checkout.order.page.standing import Standing
from checkout.order.page.timeline import steps
from checkout.order.receipt_reads import attempts_of, bill_of, is_being_charged, paid_of
from checkout.order.shelf.sent_reads import leaflets_with, sent_with
from checkout.order.states import OrderState
from checkout.payment.models import PaymentAttempt
from checkout.prescriptions.models import Way
from checkout.prescriptions.reads import reasons_of

# So long after a step the next one is waited for; then a person has to look anyway.
SOON = timedelta(minutes=10)


def order_page(order: Order, *, now: datetime, returned: bool = False) -> dict[str, Any]:
    """The context of templates/checkout/order.html: the order with all that is shown of it.

    `returned`: the shopper came back from the payment page minutes ago.
    """
    prefetch_related_objects([order], "lines")
    moved_at = {
        change.new_status: change.date_created
        for change in order.status_changes.order_by("date_created", "pk")
    }
    attempts, bill = attempts_of(order), bill_of(order, reasons_of(order))
    standing = _standing(order, attempts, bill, moved_at, now=now, returned=returned)
    address, shop = order.shipping_address, shop_with_texts()
    return {
        "order": order,
        "bill": bill,
        "paid": standing.paid,
        "timeline": steps(
            order.date_placed,
            moved_at,
            needs_pharmacist=standing.needs_pharmacist,
            pharmacist=shop.superintendent,
            follows=_follows(order),
            sent_with=sent_with(order),
        ),
        "payment": payment_view(standing, name=address.first_name if address else ""),
        "leaflets": leaflets_with(order),
        "shop": shop,
    }


def _follows(order: Order) -> bool:
    """Whether the prescription was to follow, so that nothing was paid first."""
    patient = getattr(order, "patient", None)
    return patient is not None and patient.way == Way.LATER


def _standing(
    order: Order,
    attempts: list[PaymentAttempt],
    bill: Bill,
    moved_at: Mapping[str, datetime],
    *,
    now: datetime,
    returned: bool,
) -> Standing:
    last = attempts[-1] if attempts else None
    due, answer_due = order.payment_due_at, order.information_due_at
    return Standing(
        OrderState(order.status),
        attempt=last.state if last else "",
        needs_pharmacist=order.needs_pharmacist,
        to_pay=bill.total,
        paid=paid_of(attempts),
        declined=last.decline_reason if last else "",
        pay_until=written_out(due) if due else "",
        answer_until=written_out(answer_due) if answer_due else "",
        overdue=bool(due and due <= now),
        attended=any(attempt.needs_attention for attempt in attempts),
        being_charged=is_being_charged(attempts),
        returned=returned,
        moved_lately=any(now - at < SOON for at in moved_at.values()),
    )
