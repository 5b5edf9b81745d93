"""Shoppers, pharmacist, staff, webhooks, worker, clock and faults, in any order hypothesis draws.

After every step what must always hold is checked; at the end the faults stop, time passes, and
then everything has to fit: see invariants.py.
"""

from contextlib import suppress
from decimal import Decimal

import stripe
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from checkout.basket.actions import CartRefusal
from checkout.order import actions, repairs
from checkout.order.actions import CannotDecide
from checkout.order.models import Order
from checkout.order.placing import CannotPlace
from checkout.order.shelf import dispensing, sending
from checkout.order.shelf.sent_reads import packs_out
from checkout.payment import outbox, paying
from checkout.payment.models import PaymentAttempt
from checkout.payment.sandbox.core.cards import TEST_CARDS
from checkout.payment.sandbox.core.faults import Fault, Kind
from checkout.payment.sandbox.core.paying import NotPayableError
from checkout.running.loops import work_on_mail, work_on_money
from tests.checkout.payment.faults.stage import Stage
from tests.checkout.payment.webhooks import arrive
from tests.checkout.prescriptions import deciding
from tests.checkout.shopping import a_delivery_method, a_placed_order, attempt_of
from tests.factories import a_dosage, a_medicine, a_pack, a_user, put_on_the_shelf

GOOD, ODD = "4242424242424242", sorted(TEST_CARDS)
TARGETS = ("sessions.*", "intents.*", "refunds.*", "charges.*", "*")
WEBHOOK_FAULTS = (Kind.DROP, Kind.DUPLICATE, Kind.DELAY, Kind.REORDER)
REQUEST_FAULTS = (
    Kind.TIMEOUT_BEFORE,
    Kind.TIMEOUT_AFTER,
    Kind.ERROR_500,
    Kind.ERROR_500_AFTER,
    Kind.RATE_LIMIT,
    Kind.DECLINED,
)
FAULTS = (*REQUEST_FAULTS, *WEBHOOK_FAULTS, "mail", "dead worker")
PLENTY = 6000
LATEST = 3  # picks the order placed last
which, few = st.integers(0, 10**6), st.integers(1, 3)
VERBS = ("reject", "give_up", "ask_to_pay", "try_again", "put_aside")


class Payments(Stage):
    """Everything anybody may do, and what may fail."""

    @initialize()
    def open_the_shop(self):
        a_delivery_method()
        self.person = a_user()
        self.packs = [
            a_pack(a_dosage(a_medicine(legal_class=legal), units_on_hand=PLENTY), 60, price)
            for legal, price in (("POM", "52.00"), ("GSL", "9.50"))
        ]

    # --- shoppers ------------------------------------------------------------------------------

    @rule(pom=st.integers(0, 3), gsl=st.integers(0, 2))
    def order(self, pom, gsl):
        packs = {pack: n for pack, n in zip(self.packs, (pom, gsl), strict=True) if n}
        if packs:
            self.told["orders"] += 1
            with suppress(CannotPlace, CartRefusal):
                a_placed_order(packs, now=self.now())

    @precondition(lambda self: Order.objects.exists())
    @rule(which=which, card=st.one_of(st.just(GOOD), st.sampled_from(ODD)), back=st.booleans())
    def go_and_pay(self, which, card, back):
        order = self.pick(which)
        paying.payment_page(order, now=self.now())
        session = attempt_of(order).session_id
        if session:
            with suppress(NotPayableError):
                outcome = self.sandbox.pay(session, card)
                if outcome == "challenge":
                    outcome = self.sandbox.answer_challenge(session, passed=True)
                self.told[f"cards {outcome}"] += 1
        if back:
            paying.synced_quietly(order)

    @rule(pom=few, gsl=few, approved=st.booleans())
    def order_and_pay_as_most_do(self, pom, gsl, approved):
        self.order(pom - 1, gsl - 1)
        if Order.objects.exists():
            self.go_and_pay(LATEST, GOOD, back=True)
            if approved:
                self.approve(LATEST, packs=None)
                self.worker(turns=4)

    @precondition(lambda self: Order.objects.exists())
    @rule(which=which)
    def come_back(self, which):
        paying.synced_quietly(self.pick(which))

    @precondition(lambda self: Order.objects.exists())
    @rule(which=which, at_once=st.booleans())
    def cancel(self, which, at_once):
        order = self.pick(which)
        with suppress(CannotDecide):
            actions.cancel(order, now=self.now())
            if at_once:
                paying.release_now(order, now=self.now())

    # --- staff ---------------------------------------------------------------------------------

    @precondition(lambda self: Order.objects.exists())
    @rule(which=which, packs=st.one_of(st.none(), st.integers(0, 2)))
    def approve(self, which, packs):
        order = self.pick(which)
        lines = order.lines.all()
        part = None if packs is None else {x.pk: min(packs, x.quantity) for x in lines}
        with suppress(CannotDecide):
            deciding.approve(order, by=self.person, now=self.now(), quantities=part)
            self.told["approvals"] += 1

    @precondition(lambda self: PaymentAttempt.objects.filter(state="captured").exists())
    @rule(which=which, amount=st.sampled_from(["1.00", "9.50", "52.00", "56.95", "118.40"]))
    def refund(self, which, amount):
        captured = list(PaymentAttempt.objects.filter(state="captured").order_by("pk"))
        with suppress(CannotDecide):
            repairs.refund(
                captured[which % len(captured)],
                amount=Decimal(amount),
                by=self.person,
                now=self.now(),
                reason="Asked for",
            )
            self.told["refunds"] += 1

    @precondition(lambda self: Order.objects.exists())
    @rule(which=which, verb=st.sampled_from(VERBS))
    def staff_decide(self, which, verb):
        order = self.pick(which)
        who = {"by": self.person, "now": self.now()}
        with suppress(CannotDecide):
            if verb == "reject":
                deciding.reject(order, reason="No", **who)
            elif verb == "put_aside":
                repairs.put_aside(attempt_of(order), **who)
            elif verb == "give_up":
                repairs.give_up(order, reason="Given up", **who)
            else:
                getattr(repairs, verb)(order, **who)

    @precondition(lambda self: Order.objects.filter(status="paid").exists())
    @rule(which=which)
    def dispense(self, which):
        paid = list(Order.objects.filter(status="paid").order_by("pk"))
        with suppress(CannotDecide):
            dispensing.dispense(paid[which % len(paid)], by=self.person, now=self.now())
            self.told["dispensed"] += 1

    @precondition(lambda self: Order.objects.filter(status="dispensed").exists())
    @rule(which=which, packs=st.one_of(st.none(), few))
    def take_back(self, which, packs):
        dispensed = list(Order.objects.filter(status="dispensed").order_by("pk"))
        order = dispensed[which % len(dispensed)]
        back = {line.pk: packs or line.packs_out for line in packs_out(order)}
        with suppress(CannotDecide):
            sending.take_back(order, by=self.person, now=self.now(), packs=back, reason="Asked")
            self.told["taken back"] += 1

    @precondition(lambda self: PaymentAttempt.objects.exclude(intent_id=None).exists())
    @rule(which=which, deed=st.sampled_from(["capture", "cancel", "refund"]))
    def by_hand_at_stripe(self, which, deed):
        known = list(PaymentAttempt.objects.exclude(intent_id=None).order_by("pk"))
        intent = known[which % len(known)].intent_id
        with suppress(stripe.StripeError):
            if deed == "refund":
                self.client.v1.refunds.create({"payment_intent": intent, "amount": 500})
            else:
                getattr(self.client.v1.payment_intents, deed)(intent)
            self.told[f"by hand: {deed}"] += 1

    # --- what comes by itself --------------------------------------------------------------------

    @rule(times=st.integers(1, 3), newest_first=st.booleans())
    def webhooks(self, times, newest_first):
        waiting = self.sandbox.waiting()
        for delivery in waiting[::-1] if newest_first else waiting:
            for _ in range(times - 1):
                arrive(*self.sandbox.webhook(delivery.event))
            self.sandbox.send(delivery, arrive)
            self.told["webhooks"] += 1

    @rule(turns=st.integers(1, 8))
    def worker(self, turns):
        for _ in range(turns):
            work_on_money(self.now())
            work_on_mail(self.now())

    @rule(minutes=st.sampled_from([1, 5, 40, 60 * 13, 60 * 24 * 3, 60 * 24 * 8]))
    def time_passes(self, minutes):
        self.sandbox.move_clock(seconds=minutes * 60)
        for _ in range(4):
            work_on_money(self.now())

    @rule(kind=st.sampled_from(FAULTS), on=st.sampled_from(TARGETS), times=few)
    def something_fails(self, kind, on, times):
        """Requests to Stripe, webhooks, the mail server, or a worker with a promise in hand."""
        self.told["faults"] += 1
        if kind == "dead worker":
            outbox.lease_next(self.now(), outbox.MONEY)
        elif kind == "mail":
            self.mail_is_down = not self.mail_is_down
        elif kind in WEBHOOK_FAULTS:
            self.sandbox.plan(Fault(kind, times=times, seconds=90))
        else:
            self.sandbox.plan(Fault(kind, on, times=times))

    @rule(won=st.booleans(), units=st.sampled_from([60, PLENTY]))
    def others_act(self, won, units):
        """Banks decide disputes; staff take stock down to what is promised, or up again."""
        for dispute in self.sandbox.open_disputes():
            self.sandbox.close_dispute(dispute, won=won)
            self.told["disputes decided"] += 1
        put_on_the_shelf(units)
