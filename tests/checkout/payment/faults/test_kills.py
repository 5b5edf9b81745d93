"""The process is really killed, at every step of every deed about money, and another goes on.

Nothing is lost, nothing is done twice, and a shopper who presses the button again gets one order.
Every run of the tests takes one step in four; `make chaos` takes them all.
"""

import os
from collections import Counter
from datetime import timedelta
from decimal import Decimal

import pytest
import stripe
from django.utils import timezone

from checkout.order import actions, repairs
from checkout.order.models import Order
from checkout.order.placing import place_order
from checkout.payment import outbox
from checkout.payment.gateway import deeds, events, reading
from checkout.payment.models import Outbox, Reconciliation
from checkout.payment.paying import payment_page, synced_quietly
from checkout.payment.sandbox.core.sandbox import Sandbox
from checkout.payment.worker import keep
from tests.checkout.payment.faults.dying import killed_at
from tests.checkout.payment.faults.invariants import broken_at_rest
from tests.checkout.payment.openapi import CheckedSandboxClient
from tests.checkout.shopping import (
    SAM,
    Pharmacist,
    a_cart,
    a_delivery_method,
    a_placed_order,
    attempt_of,
    let_the_worker_work,
    refreshed,
    seen_by,
)
from tests.factories import a_dosage, a_medicine, a_pack

pytestmark = pytest.mark.django_db(transaction=True)

Kind = Outbox.Kind
TOTAL = 5695
STRIDE = int(os.environ.get("KILL_STRIDE", "4"))


class Shop:
    """A shop whose sandbox can be opened anew in every process: its state is a file."""

    def __init__(self, state, openapi, monkeypatch):
        self.state, self.openapi, self.monkeypatch = state, openapi, monkeypatch
        dosage = a_dosage(a_medicine(), units_on_hand=100_000)
        self.pack, self.method = a_pack(dosage, 60, "52.00"), a_delivery_method()
        self.pharmacist, self.sandbox = Pharmacist(), None
        # It would hear of every event again, and so mend what this is about.
        night = timezone.now()
        Reconciliation.objects.create(span="nightly", started_at=night, finished_at=night)
        self.meet_stripe()

    def meet_stripe(self):
        if self.sandbox:
            self.sandbox.close()
        self.sandbox = Sandbox(self.state)
        http = CheckedSandboxClient(self.sandbox, openapi=self.openapi)
        client = stripe.StripeClient("sk_test_tests", http_client=http)
        for speaks in (deeds, events, reading):
            self.monkeypatch.setattr(speaks, "client", lambda: client)

    def dies(self, step, deed):
        """Whether a process of its own was killed at that step of a deed."""
        self.sandbox.close()
        died = killed_at(step, lambda: (self.meet_stripe(), deed()), CheckedSandboxClient)
        self.meet_stripe()
        return died

    def order(self):
        return a_placed_order({self.pack: 1})

    def open_order(self):
        order = self.order()
        assert payment_page(order, now=timezone.now()).url
        return order

    def held_order(self):
        order = self.open_order()
        self.sandbox.pay(attempt_of(order).session_id)
        synced_quietly(order)
        return refreshed(order)

    def approved_order(self):
        order = self.held_order()
        self.pharmacist.approve(order)
        return refreshed(order)

    def paid_order(self):
        order = self.approved_order()
        keep_promise(order, Kind.CAPTURE)
        assert refreshed(order).status == "paid"
        return order

    def settle(self):
        """Another worker comes: leases run out, waits end."""
        for after in (0, 3, 10, 60, 120):
            let_the_worker_work(timedelta(minutes=after))


@pytest.fixture
def shop(tmp_path, openapi, monkeypatch):
    shop = Shop(tmp_path / "stripe.sqlite", openapi, monkeypatch)
    yield shop
    shop.sandbox.close()


def keep_promise(order, kind):
    lease = outbox.lease_untried(attempt_of(order), kind, timezone.now(), seconds=120)
    assert lease
    keep(lease, timezone.now())


def killed_at_every_step(shop, begin, deed):
    """One order for every step of a deed, each killed there; the orders."""
    orders, step = [], 1
    while True:
        orders.append(begin())
        if not shop.dies(step, lambda: deed(orders[-1])):
            return orders
        step += STRIDE


def states_of(orders):
    now = [refreshed(order) for order in orders]
    return Counter((order.status, attempt_of(order).state) for order in now)


def test_placing_and_opening_the_payment_page(shop):
    """The shopper's browser sends the order again, as it does after a lost connection."""

    def begin():
        basket = a_cart({shop.pack: 1})
        return basket, seen_by(basket, shop.method)

    def place(cart):
        basket, seen = cart
        return place_order(
            basket_id=basket,
            details=SAM,
            method_id=shop.method.pk,
            seen=seen,
            now=timezone.now(),
        )

    carts = killed_at_every_step(
        shop, begin, lambda cart: payment_page(place(cart), now=timezone.now())
    )
    placed = [place(cart) for cart in carts]
    shop.settle()

    assert len(carts) > 30 // STRIDE
    assert {order.pk for order in placed} == set(Order.objects.values_list("pk", flat=True))
    assert len(placed) == len({order.pk for order in placed})
    assert states_of(placed) == {("awaiting_payment", "session_open"): len(placed)}
    assert broken_at_rest(shop.sandbox) == []


def test_charging(shop):
    orders = killed_at_every_step(
        shop, shop.approved_order, lambda order: keep_promise(order, Kind.CAPTURE)
    )
    shop.settle()
    assert len(orders) > 25 // STRIDE
    assert states_of(orders) == {("paid", "captured"): len(orders)}
    assert all(shop.sandbox.captured(order.number) == [TOTAL] for order in orders)
    assert broken_at_rest(shop.sandbox) == []


def test_releasing(shop):
    def cancelled():
        order = shop.held_order()
        actions.cancel(order, now=timezone.now())
        return order

    orders = killed_at_every_step(shop, cancelled, lambda order: keep_promise(order, Kind.RELEASE))
    shop.settle()
    assert len(orders) > 20 // STRIDE
    assert states_of(orders) == {("cancelled", "released"): len(orders)}
    assert broken_at_rest(shop.sandbox) == []


def test_refunding(shop):
    def to_be_refunded():
        order = shop.paid_order()
        repairs.refund(
            attempt_of(order),
            amount=Decimal("10.00"),
            by=shop.pharmacist.user,
            now=timezone.now(),
            reason="One strip was damaged",
        )
        return order

    orders = killed_at_every_step(
        shop, to_be_refunded, lambda order: keep_promise(order, Kind.REFUND)
    )
    shop.settle()
    assert len(orders) > 20 // STRIDE
    assert shop.sandbox.money() == [(TOTAL, TOTAL, 1000)] * len(orders)
    assert broken_at_rest(shop.sandbox) == []


def test_hearing_of_a_hold(shop):
    """Where the process dies while it takes note of the hold, the next look takes note of it."""

    def paid_on_the_page():
        order = shop.open_order()
        shop.sandbox.pay(attempt_of(order).session_id)
        return order

    orders = killed_at_every_step(shop, paid_on_the_page, synced_quietly)
    shop.settle()
    assert len(orders) > 15 // STRIDE
    assert states_of(orders) == {("awaiting_pharmacist", "authorised"): len(orders)}
    received = Outbox.objects.filter(key__startswith="mail-received")
    assert received.count() == len(orders)
    assert broken_at_rest(shop.sandbox) == []
