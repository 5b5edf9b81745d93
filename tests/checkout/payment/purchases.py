"""Orders as far as a test needs them: opened, held, approved, paid. All by the shop's own ways."""

from datetime import timedelta

from django.utils import timezone

from checkout.order.models import Order
from checkout.payment import gateway
from checkout.payment.models import PaymentAttempt
from checkout.payment.paying import payment_page, synced_quietly
from checkout.payment.sandbox.core.sandbox import Sandbox
from tests.checkout.shopping import (
    Pharmacist,
    a_placed_order,
    attempt_of,
    let_the_worker_work,
    refreshed,
)
from tests.factories import a_dosage, a_medicine, a_pack

GOOD_CARD = "4242424242424242"


def an_order(legal_class: str = "POM", packs: int = 1) -> Order:
    """Placed and not paid: packs of 60 for 52.00 each, delivery 4.95."""
    return a_placed_order({a_pack(a_dosage(a_medicine(legal_class=legal_class))): packs})


def opened(order: Order) -> PaymentAttempt:
    """The attempt with its payment page open."""
    assert payment_page(order, now=timezone.now()).url
    return attempt_of(order)


def a_page_nobody_knows(order: Order) -> str:
    """The id of a page that was opened under a key whose answer was lost."""
    return gateway.open_session(
        number=order.number,
        email="sam@example.com",
        amount=5695,
        currency="USD",
        at_once=False,
        expires_at=timezone.now() + timedelta(minutes=31),
        success_url="https://shop.example/a/",
        cancel_url="https://shop.example/b/",
        key=f"lost {order.number}",
    ).session_id


def held(sandbox: Sandbox, order: Order | None = None, card: str = GOOD_CARD) -> Order:
    """An order whose shopper paid with this card and came back."""
    order = order or an_order()
    sandbox.pay(opened(order).session_id, card)
    return come_back(order)


def come_back(order: Order) -> Order:
    """The shopper is back on the order's page: Stripe is asked once."""
    synced_quietly(order)
    return refreshed(order)


def approved(sandbox: Sandbox, order: Order | None = None, card: str = GOOD_CARD) -> Order:
    """Approved by a pharmacist, not charged yet."""
    order = held(sandbox, order, card)
    Pharmacist().approve(order)
    return refreshed(order)


def paid(sandbox: Sandbox, order: Order | None = None, card: str = GOOD_CARD) -> Order:
    """Approved and charged; the mails are sent."""
    order = approved(sandbox, order, card)
    let_the_worker_work()
    assert refreshed(order).status == "paid"
    return refreshed(order)


def lapsed(sandbox: Sandbox, order: Order) -> None:
    """Eight days pass: whatever was held is held no more, and the worker has looked."""
    sandbox.move_clock(days=8)
    let_the_worker_work(after=timedelta(minutes=6))


def let_go_by_the_bank(order: Order) -> Order:
    """The hold is gone without our doing, and we have heard of it."""
    gateway.release(attempt_of(order).intent_id, key=f"by hand {order.number}")
    return come_back(order)
