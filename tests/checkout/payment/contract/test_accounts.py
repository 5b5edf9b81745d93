"""The half that speaks with Stripe, tried without a network: what it sends and how it waits."""

import json
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
import stripe

from checkout.payment.sandbox.core.sandbox import Sandbox
from tests.checkout.payment.contract.accounts import (
    KEY_VARIABLE,
    Card,
    SandboxAccount,
    StripeAccount,
    names,
)
from tests.checkout.payment.contract.checked_client import CheckedStripeClient
from tests.checkout.payment.openapi import CheckedSandboxClient


class StripeWithoutANetwork(CheckedSandboxClient):
    """The sandbox, and the two calls that only Stripe's own test mode allows."""

    def request(self, method, url, headers, post_data=None, *, _usage=None):
        path = urlsplit(url).path
        if method == "post" and path == "/v1/payment_intents":
            return self._allowed(method, url, post_data, self._confirm)
        if method == "post" and path.startswith("/v1/disputes/"):
            return self._allowed(method, url, post_data, self._decide)
        return super().request(method, url, headers, post_data)

    def _allowed(self, method, url, post_data, answer):
        assert self.openapi.request_complaints(method, url, post_data) == []
        asked = {name: values[0] for name, values in parse_qs(post_data).items()}
        return json.dumps(answer(urlsplit(url).path, asked)), 200, {}

    def _confirm(self, path, asked):
        assert (asked["confirm"], asked["payment_method_types[0]"]) == ("true", "card")
        client = stripe.StripeClient("sk_test_x", http_client=self)
        account = SandboxAccount(client, self.sandbox)
        [card] = [card for card in Card if card.payment_method == asked["payment_method"]]
        pay = {"manual": account.held, "automatic": account.paid}[asked["capture_method"]]
        return account.intent(pay(int(asked["amount"]), card)).to_dict()

    def _decide(self, path, asked):
        assert asked["submit"] == "true"
        won = {"winning_evidence": True, "losing_evidence": False}
        evidence = asked["evidence[uncategorized_text]"]
        return self.sandbox.close_dispute(path.rsplit("/", 1)[1], won=won[evidence])


class Clock:
    """Time that passes only while somebody sleeps."""

    def __init__(self):
        self.seconds = 0.0

    def __call__(self):
        return self.seconds

    def sleep(self, seconds):
        self.seconds += seconds


@pytest.fixture
def real(stripe_sandbox: Sandbox, openapi) -> StripeAccount:
    http = StripeWithoutANetwork(stripe_sandbox, openapi=openapi)
    clock = Clock()
    client = stripe.StripeClient("sk_test_x", http_client=http)
    account = StripeAccount(client, clock=clock, sleep=clock.sleep)
    account.clock = clock
    return account


def test_without_a_key_the_stories_are_told_to_sandboxes_only():
    assert names({}) == names({KEY_VARIABLE: ""}) == ["sandbox", "sandbox without release refunds"]


@pytest.mark.parametrize("key", ["sk_test_abc", "rk_test_abc"])
def test_with_a_test_key_they_are_told_to_stripe_too(key):
    assert names({KEY_VARIABLE: key})[-1] == "stripe"


@pytest.mark.parametrize("key", ["sk_live_abc", "rk_live_abc", "pk_test_abc", "whsec_abc", "abc"])
def test_any_other_key_is_refused_in_words(key):
    with pytest.raises(pytest.UsageError, match="STRIPE_CONTRACT_KEY must be a secret key") as told:
        names({KEY_VARIABLE: key})

    assert key not in str(told.value)


def test_the_real_account_holds_and_takes_money_by_api(real):
    assert real.intent(real.held(1200)).amount_capturable == 1200
    assert real.intent(real.paid(1300)).amount_received == 1300
    assert real.intent(real.captured(1400)).amount_received == 1400


@pytest.mark.parametrize("card", Card)
def test_every_card_has_a_name_for_the_real_account(real, card):
    assert real.charge(real.held(card=card)).payment_method_details.card.last4 == card.number[-4:]


@pytest.mark.parametrize(("won", "status"), [(True, "won"), (False, "lost")])
def test_the_real_account_lets_the_bank_decide_by_evidence(real, won, status):
    dispute = real.dispute(real.captured(card=Card.DISPUTED))

    real.close_dispute(dispute.id, won=won)

    assert real.v1.disputes.retrieve(dispute.id).status == status


def test_the_real_account_opens_sessions_of_its_own_orders(real):
    one, other = real.open(), real.open()

    assert one.client_reference_id != other.client_reference_id


def test_the_real_account_waits_for_what_comes_later(real):
    answers = iter([[], [], ["there"]])

    assert real.eventually(lambda: next(answers)) == ["there"]

    assert real.clock.seconds == 2 * StripeAccount.PAUSE


def test_and_does_not_wait_for_ever(real):
    with pytest.raises(AssertionError, match="nothing came within 180 seconds"):
        real.eventually(lambda: None)

    assert real.clock.seconds < StripeAccount.PATIENCE + 2 * StripeAccount.PAUSE


class Answering:
    """In place of a connection: gives one answer and keeps what it was asked."""

    def __init__(self, body, status=200):
        self.answer = SimpleNamespace(
            content=json.dumps(body).encode(), status_code=status, headers={}
        )

    def request(self, method, url, **sent):
        self.asked = method, url
        return self.answer

    def close(self):
        """Nothing is open."""


@pytest.fixture
def answered(openapi, real):
    """A question to Stripe whose answer is the sandbox's, changed by a test."""

    def ask(change=lambda answer: None, question=lambda v1: v1.refunds.list({"limit": 3})):
        answer = real.v1.refunds.list({"limit": 3}).to_dict()
        change(answer)
        http = CheckedStripeClient(openapi, session=Answering(answer))
        return question(stripe.StripeClient("sk_test_x", http_client=http).v1)

    real.refund(real.captured(), 100)
    return ask


def test_an_answer_of_stripes_is_held_against_what_is_published(answered):
    assert [refund.amount for refund in answered().data] == [100]

    with pytest.raises(AssertionError, match="amount is missing"):
        answered(lambda answer: answer["data"][0].pop("amount"))
    with pytest.raises(AssertionError, match="not of type integer"):
        answered(lambda answer: answer["data"][0].update(amount="100"))


def test_what_stripe_adds_unpublished_is_its_own_affair(answered):
    refund = answered(lambda answer: answer["data"][0].update(colour="green")).data[0]

    assert refund.amount == 100


def test_a_question_stripe_does_not_know_is_never_sent(answered):
    with pytest.raises(AssertionError, match="colour is unknown to Stripe"):
        answered(question=lambda v1: v1.refunds.list({"colour": "green"}))
