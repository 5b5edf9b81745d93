"""Orders as they stand after many steps, and how their own shoppers open them."""

from datetime import timedelta
from decimal import Decimal
from urllib.parse import urlsplit

from django.utils import timezone

from checkout.order.models import Order, OrderStatusChange
from checkout.order.page.access import signed_link
from checkout.payment import failed_refunds
from checkout.payment.models import LedgerEntry, PaymentAttempt, Refund
from tests.checkout.prescriptions import deciding
from tests.checkout.shopping import a_placed_order, attempt_of

WAYS = {
    "awaiting_payment": [],
    "approved_awaiting_payment": ["awaiting_pharmacist", "approved", "approved_awaiting_payment"],
    "cancelled": ["cancelled"],
    "paid": ["awaiting_pharmacist", "approved", "paid"],
}


def an_order(packs: dict, state: str, attempt: str, **payment: object) -> Order:
    """An order with one pack less approved than ordered, where there is a second."""
    order = a_placed_order(packs)
    approved = state not in ("awaiting_payment", "cancelled")
    if approved:
        _approve_all_but_one(order)
    goods = sum((line.approved_price for line in order.lines.all()), Decimal(0))
    Order.objects.filter(pk=order.pk).update(
        status=state,
        payment_due_at=timezone.now() + timedelta(days=7),
        amount_to_capture=goods + order.shipping_incl_tax if approved else None,
    )
    for number, moved in enumerate(WAYS[state]):
        OrderStatusChange.objects.create(
            order=order,
            old_status="awaiting_payment",
            new_status=moved,
            date_created=timezone.now() + timedelta(minutes=number),
        )
    ids = {"session_id": f"cs_{order.pk}", "intent_id": f"pi_{order.pk}"}
    PaymentAttempt.objects.filter(order=order).update(state=attempt, **ids, **payment)
    return Order.objects.get(pk=order.pk)


def a_refunded_order(packs: dict) -> Order:
    """Charged for the approved part; one refund has arrived, one is on its way, one failed."""
    order = an_order(packs, "paid", "captured", captured=1, card="Mastercard ending 4444")
    total = int(order.amount_to_capture * 100)
    PaymentAttempt.objects.filter(order=order).update(captured=total)
    attempt = attempt_of(order)
    LedgerEntry.objects.create(
        attempt=attempt, kind="charged", amount=total, stripe_id="ch_1", at=timezone.now()
    )
    for name, state in enumerate(("succeeded", "pending", "failed")):
        Refund.objects.create(
            attempt=attempt, amount=1500, state=state, stripe_id=f"re_{name}", reason="Damaged"
        )
    failed = attempt.refunds.get(state="failed")
    called = failed_refunds.words(failed, attempt.currency)
    PaymentAttempt.objects.filter(pk=attempt.pk).update(needs_attention=called)
    return order


def mailed(order: Order) -> str:
    """The path of the link that opens an order in any browser."""
    link = urlsplit(signed_link(order))
    return f"{link.path}?{link.query}"


def _approve_all_but_one(order: Order) -> None:
    first, *others = order.lines.order_by("pk")
    packs = {first.pk: first.quantity} | {line.pk: line.quantity - 1 for line in others}
    deciding.as_if_decided(order, packs)
