"""A shop and its Stripe under one clock, in one process and one transaction, for one story."""

import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

import stripe
from django.db import transaction
from hypothesis.stateful import RuleBasedStateMachine

from checkout.order.mails import emails
from checkout.order.models import Order
from checkout.payment import sync, views
from checkout.payment.gateway import deeds, events, reading
from checkout.payment.sandbox.core.sandbox import Sandbox
from checkout.running.loops import work_on_mail, work_on_money
from tests.checkout.payment.faults.invariants import broken_always, broken_at_rest, broken_by_day
from tests.checkout.payment.openapi import CheckedSandboxClient, OpenApi
from tests.checkout.payment.webhooks import arrive
from tests.checkout.shopping import refreshed

MOST_DEEDS = 400


class Stage(RuleBasedStateMachine):
    """`openapi` and `told` are set by whoever tells stories here."""

    openapi: OpenApi
    told: Counter[str]

    def __init__(self):
        super().__init__()
        self.folder = TemporaryDirectory()
        # Only `move_clock` lets time pass: told again on a busy machine, a story is the same story.
        began = time.time()
        self.sandbox = Sandbox(
            Path(self.folder.name) / "stripe.sqlite",
            webhook_secret="whsec_t",
            source=lambda: began,
        )
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

    def take_mail(self, order, *, mail, **about):
        if self.mail_is_down:
            raise OSError("the mail server is away")
        self.told["mails"] += 1

    def check_invariants(self, settings, output, runtimes):
        super().check_invariants(settings, output, runtimes)
        problems = broken_always(self.sandbox)
        assert not problems, "\n".join(problems)

    def settle(self):
        """Faults end, the worker catches up, a night goes by; then holds lapse, days pass."""
        self.sandbox.clear_faults()
        self.mail_is_down = False
        for minutes in (0, 10, 40, 40, 60):
            self.catch_up(minutes)
        self.at_rest("within hours", broken_by_day)
        self.catch_up(24 * 60)
        self.at_rest("after a night", broken_at_rest)
        for days in (4, 4):
            self.catch_up(days * 24 * 60)
        self.at_rest("after days", broken_at_rest)
        self.told["stories"] += 1

    def catch_up(self, minutes):
        self.sandbox.move_clock(seconds=minutes * 60)
        self.sandbox.deliver(arrive)
        for _ in range(MOST_DEEDS):
            now = self.now()
            if not any([work_on_money(now), work_on_mail(now)]):
                return
        raise AssertionError("The worker finds ever more to do.")

    def at_rest(self, when, broken):
        problems = broken(self.sandbox)
        assert not problems, f"{when}:\n" + "\n".join(problems)

    def pick(self, which):
        """Mostly one of the latest: old orders have seldom anything left that can happen."""
        orders = list(Order.objects.order_by("-pk")[: 3 if which % 5 else None])
        return refreshed(orders[which % len(orders)])
