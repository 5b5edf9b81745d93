"""A few orders as they come in a shop, from the cart to the parcel, all by the shop's own ways.

What it writes of them is what a year is copied from (copying.py).
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from decimal import Decimal
from pathlib import Path
from unittest.mock import patch

import stripe
from django.conf import settings
from django.utils import timezone

from checkout.accounts.models import User
from checkout.order import repairs
from checkout.order.actions import cancel
from checkout.order.models import Order
from checkout.order.shelf import sending
from checkout.order.shelf.dispensing import dispense
from checkout.payment.gateway import deeds, events, reading
from checkout.payment.paying import payment_page, synced_quietly
from checkout.payment.sandbox.core.sandbox import Sandbox
from checkout.payment.sandbox.http_client import SandboxClient
from tests.checkout.payment.webhooks import arrive
from tests.checkout.prescriptions.cases import ordered
from tests.checkout.prescriptions.deciding import approve, reject
from tests.checkout.shopping import attempt_of, let_the_worker_work, refreshed
from tests.factories import a_dosage, a_medicine, a_pack, a_user

DECLINED = "4000000000000002"


class Day:
    """Who comes on a day: guests, a customer with an account, a pharmacist."""

    def __init__(self, sandbox: Sandbox, customer: User) -> None:
        self.sandbox, self.customer = sandbox, customer
        self.pharmacist = a_user("years-pharmacist@example.com")
        units = {"units_on_hand": 1_000_000}
        salt, baclofen = a_medicine("Years Salt", legal_class="GSL"), a_medicine("Years Baclofen")
        # Below any sum from which a demo's delivery is free.
        self.free = a_pack(a_dosage(salt, **units), 60, "6.00")
        self.strict = a_pack(a_dosage(baclofen, **units), 90, "9.00")

    def sells(self) -> None:
        """Twelve orders that have come to their end, in the proportions of a quiet shop."""
        free, strict = {self.free: 1}, {self.strict: 1}
        for packs in (free, free, {self.free: 3}):
            self.ship(self.paid(ordered(packs)))
        for packs in (strict, strict, {self.strict: 2}, {self.strict: 1, self.free: 1}):
            self.ship(self.paid(ordered(packs, files=1, allergies="penicillin")))
        self.ship(self.paid(ordered(strict, user=self.customer, files=1)))
        back = self.ship(self.paid(ordered(free)))
        about = {"by": self.pharmacist, "now": timezone.now(), "reason": "Damaged"}
        repairs.refund(attempt_of(back), amount=Decimal("2.00"), **about)
        reject(self.held(ordered(strict)), by=self.pharmacist)
        cancel(ordered(free), now=timezone.now())
        cancel(self.held(ordered(free), card=DECLINED), now=timezone.now())
        self.settle()

    def keeps_open(self) -> None:
        """What waits for somebody just now."""
        for packs in ({self.strict: 1}, {self.strict: 2}):
            self.held(ordered(packs, files=1))
        self.paid(ordered({self.strict: 1}))
        self.settle()

    def held(self, order: Order, card: str = "4242424242424242") -> Order:
        payment_page(order, now=timezone.now())
        self.sandbox.pay(attempt_of(order).session_id, card)
        synced_quietly(order)
        return refreshed(order)

    def paid(self, order: Order) -> Order:
        order = self.held(order)
        if order.needs_pharmacist:
            approve(order, by=self.pharmacist)
        self.settle()
        return refreshed(order)

    def ship(self, order: Order) -> Order:
        deed = {"by": self.pharmacist, "now": timezone.now()}
        dispense(order, **deed)
        sending.ship(refreshed(order), **deed, carrier="Royal Mail", tracking=f"T{order.pk}")
        sending.deliver(refreshed(order), **deed)
        return refreshed(order)

    def settle(self) -> None:
        """Stripe's messages arrive, and the worker does what is due."""
        self.sandbox.deliver(arrive)
        let_the_worker_work()


@contextmanager
def a_sandbox(folder: Path) -> Iterator[Sandbox]:
    """The shop of this process speaks with a sandbox of its own."""
    sandbox = Sandbox(folder / "years.sqlite", webhook_secret=settings.STRIPE_WEBHOOK_SECRET)
    client = stripe.StripeClient("sk_test_years", http_client=SandboxClient(sandbox))
    with ExitStack() as stack:
        stack.callback(sandbox.close)
        for speaks in (deeds, events, reading):
            stack.enter_context(patch.object(speaks, "client", lambda: client))
        yield sandbox
