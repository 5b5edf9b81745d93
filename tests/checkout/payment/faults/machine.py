"""Shoppers, pharmacist, staff, webhooks, worker, clock and faults, in any order hypothesis draws.

After every step what must always hold is checked; at the end the faults stop, time passes, and
then everything has to fit: see invariants.py.
"""

from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

import stripe
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.test import Client
from django.urls import reverse
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from catalog.models import Dosage
from checkout.basket.actions import CartRefusal
from checkout.order import actions, dispensing, emails, repairs
from checkout.order.actions import CannotDecide
from checkout.order.models import Order
from checkout.order.placing import CannotPlace
from checkout.payment import outbox, paying, sync, views
from checkout.payment.gateway import deeds, events, reading
from checkout.payment.models import PaymentAttempt
from checkout.payment.sandbox.core.cards import TEST_CARDS
from checkout.payment.sandbox.core.faults import Fault, Kind
from checkout.payment.sandbox.core.paying import NotPayableError
from checkout.payment.sandbox.core.sandbox import Sandbox
from checkout.payment.worker import work_on_mail, work_on_money
from tests.checkout.payment.faults.invariants import broken_always, broken_at_rest
from tests.checkout.payment.openapi import CheckedSandboxClient, OpenApi
from tests.checkout.shopping import a_delivery_method, a_placed_order, attempt_of, refreshed
from tests.factories import a_dosage, a_medicine, a_pack, a_user

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
MOST_DEEDS = 400


class Payments(RuleBasedStateMachine):
    """One shop with its Stripe; `openapi` and `told` are set by whoever runs it."""

    openapi: OpenApi
    told: Counter[str]

    def __init__(self):
        super().__init__()
        self.folder = TemporaryDirectory()
        self.sandbox = Sandbox(Path(self.folder.name) / "stripe.sqlite", webhook_secret="whsec_t")
        self.http = CheckedSandboxClient(self.sandbox, openapi=self.openapi)
        self.client = stripe.StripeClient("sk_test_tests", http_client=self.http)
        self.ticks, self.mail_is_down = 0, False
        self.patches = [
            *(
                mock.patch.object(speaks, "client", return_value=self.client)
                for speaks in (deeds, events, reading)
            ),
            mock.patch.object(sync, "database_now", self.now),
            mock.patch.object(views, "timezone", self),
            mock.patch.object(emails, "send", self.take_mail),
            mock.patch("django.conf.settings.STRIPE_WEBHOOK_SECRET", "whsec_t"),
        ]
        for patch in self.patches:
            patch.start()
        self.database = transaction.atomic()
        # Like the test's own transaction: what the shop does inside it may be durable.
        self.database._from_testcase = True
        self.database.__enter__()

    def teardown(self):
        try:
            self.settle()
        finally:
            transaction.set_rollback(True)
            self.database.__exit__(None, None, None)
            for patch in self.patches:
                patch.stop()
            self.sandbox.close()
            self.folder.cleanup()

    def now(self):
        """The one clock of shop and Stripe; no two readings are the same."""
        self.ticks += 1
        return datetime.fromtimestamp(self.sandbox.now(), UTC) + timedelta(microseconds=self.ticks)

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
            actions.approve(order, by=self.person, now=self.now(), quantities=part)
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
                actions.reject(order, reason="No", **who)
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
                self.post(*self.sandbox.webhook(delivery.event))
            self.sandbox.send(delivery, self.post)
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

    def take_mail(self, order, *, mail, **about):
        if self.mail_is_down:
            raise OSError("the mail server is away")
        self.told["mails"] += 1

    @rule(won=st.booleans(), units=st.sampled_from([60, PLENTY]))
    def others_act(self, won, units):
        """Banks decide disputes; staff take stock down to what is promised, or up again."""
        for dispute in self.sandbox.open_disputes():
            self.sandbox.close_dispute(dispute, won=won)
            self.told["disputes decided"] += 1
        Dosage.objects.update(units_on_hand=Greatest(F("units_reserved"), units))

    # --- the end ---------------------------------------------------------------------------------

    def check_invariants(self, settings, output, runtimes):
        super().check_invariants(settings, output, runtimes)
        problems = broken_always(self.sandbox)
        assert not problems, "\n".join(problems)

    def settle(self):
        """Faults end and the worker catches up; then holds lapse, days pass, banks decide."""
        self.sandbox.clear_faults()
        self.mail_is_down = False
        for minutes in (0, 10, 40, 40, 60):
            self.catch_up(minutes)
        self.at_rest("within hours")
        for days in (1, 4, 4):
            self.catch_up(days * 24 * 60)
        self.at_rest("after days")
        self.told["stories"] += 1

    def catch_up(self, minutes):
        self.sandbox.move_clock(seconds=minutes * 60)
        self.sandbox.deliver(self.post)
        for _ in range(MOST_DEEDS):
            now = self.now()
            if not any([work_on_money(now), work_on_mail(now)]):
                return
        raise AssertionError("The worker finds ever more to do.")

    def at_rest(self, when):
        problems = broken_at_rest(self.sandbox)
        assert not problems, f"{when}:\n" + "\n".join(problems)

    def post(self, body, signature):
        return (
            Client()
            .post(
                reverse("webhook"),
                body,
                content_type="application/json",
                headers={"Stripe-Signature": signature},
            )
            .status_code
        )

    def pick(self, which):
        """Mostly one of the latest: old orders have seldom anything left that can happen."""
        orders = list(Order.objects.order_by("-pk")[: 3 if which % 5 else None])
        return refreshed(orders[which % len(orders)])
