"""Whatever is asked of the sandbox in whatever order: no money appears, and nothing breaks."""

import tempfile
from pathlib import Path

import stripe
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    rule,
    run_state_machine_as_test,
)

from checkout.payment.sandbox.core.cards import TEST_CARDS
from checkout.payment.sandbox.core.paying import NotPayableError
from checkout.payment.sandbox.core.sandbox import Sandbox
from tests.checkout.payment.openapi import CheckedSandboxClient, OpenApi
from tests.checkout.payment.sandbox.fixtures import Shop

CARDS = st.sampled_from(sorted(TEST_CARDS))
CAPTURE = st.sampled_from(["manual", "automatic"])
AMOUNTS = st.none() | st.integers(-1, 12_000)
REFUSALS = (stripe.InvalidRequestError, NotPayableError)


class AnyShop(RuleBasedStateMachine):
    """Opens, pays, captures, cancels, refunds and waits without any sense."""

    sessions = Bundle("sessions")
    paid = Bundle("paid")

    def __init__(self, openapi: OpenApi) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.sandbox = Sandbox(Path(self.folder.name) / "state")
        self.http = CheckedSandboxClient(self.sandbox, openapi=openapi)
        self.shop = Shop(stripe.StripeClient("sk_test_x", http_client=self.http), self.sandbox)

    @rule(target=sessions, total=st.integers(50, 10_000), capture=CAPTURE)
    def open(self, total, capture):
        return self.shop.open(total=total, capture=capture).id

    @rule(target=paid, total=st.integers(50, 10_000), card=CARDS, capture=CAPTURE)
    def buy(self, total, card, capture):
        session = self.shop.open(total=total, capture=capture).id
        self.sandbox.pay(session, card)
        return self.shop.session(session).payment_intent.id

    @rule(session=sessions, card=CARDS)
    def pay(self, session, card):
        self._try(self.sandbox.pay, session, card)

    @rule(session=sessions, passed=st.booleans())
    def answer_challenge(self, session, passed):
        try:
            self.sandbox.answer_challenge(session, passed=passed)
        except NotPayableError:
            return

    @rule(session=consumes(sessions))
    def expire(self, session):
        self._try(self.shop.client.v1.checkout.sessions.expire, session)

    @rule(intent=paid, amount=AMOUNTS)
    def capture(self, intent, amount):
        self._try(self.shop.capture, intent, amount)

    @rule(intent=paid)
    def cancel(self, intent):
        self._try(self.shop.cancel, intent)

    @rule(intent=paid, amount=AMOUNTS)
    def refund(self, intent, amount):
        self._try(self.shop.refund, intent, amount)

    @rule(hours=st.sampled_from([0.02, 1, 30, 200]))
    def wait(self, hours):
        self.sandbox.move_clock(hours=hours)

    @invariant()
    def refunded_is_within_captured_is_within_authorised(self):
        for authorised, captured, refunded in self.sandbox.money():
            assert 0 <= refunded <= captured <= authorised

    @invariant()
    def intent_charge_and_refunds_tell_the_same(self):
        for intent in self.shop.client.v1.payment_intents.list(
            {"expand": ["data.latest_charge.refunds"]}
        ).data:
            charge = intent.latest_charge
            if charge is None:
                continue
            given_back = [one.amount for one in charge.refunds.data if one.status != "failed"]
            assert charge.amount_captured == intent.amount_received
            assert charge.amount_refunded == sum(given_back) or charge.refunds.has_more
            assert charge.captured == (intent.status == "succeeded")

    def teardown(self):
        self.http.check_events()
        self.sandbox.close()
        self.folder.cleanup()

    def _try(self, verb, *args):
        """Refused is fine, broken is not: any other error fails the run."""
        try:
            verb(*args)
        except REFUSALS:
            return


def test_no_order_of_requests_makes_money_or_breaks_the_sandbox(openapi):
    run_state_machine_as_test(
        lambda: AnyShop(openapi),
        settings=settings(
            max_examples=15,
            stateful_step_count=15,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
