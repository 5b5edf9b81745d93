"""What else is on the account at Stripe, beside the shop's orders, ends no comparison."""

from datetime import timedelta

import pytest
from django.utils import timezone

from checkout.order.models import Order
from checkout.payment import gateway, reconciling
from checkout.payment.models import PaymentAttempt, Reconciliation
from checkout.payment.reconciling import reconcile_nightly, reconcile_open
from checkout.payment.sandbox.core import charges, events
from tests.checkout.payment.purchases import a_page_nobody_knows, held, paid
from tests.checkout.payment.webhooks import A_BALANCE
from tests.checkout.shopping import attempt_of

pytestmark = pytest.mark.django_db


def last_run():
    return Reconciliation.objects.order_by("pk").last()


def test_money_that_becomes_available_ends_no_night(sandbox):
    """Every account with payouts tells of it, and a balance has no id."""
    with sandbox._begin() as work:
        events.emit(work, "balance.available", A_BALANCE)
    assert reconcile_nightly(timezone.now())
    assert last_run().finished_at
    assert last_run().compared == 1


def test_a_payment_that_is_no_card_ends_no_comparison(sandbox, monkeypatch):
    """Such as by Link, on a page that staff made at Stripe itself."""
    held(sandbox)
    by_card = charges.answer

    def by_link(work, charge):
        details = {"type": "link", "link": {"country": "US"}}
        return {**by_card(work, charge), "payment_method_details": details}

    monkeypatch.setattr(charges, "answer", by_link)
    for compare in (reconcile_open, reconcile_nightly):
        assert compare(timezone.now())
        assert last_run().finished_at


def test_a_refund_of_no_payment_of_ours_is_named(sandbox):
    """Somebody else sells on the same account and gives money back there."""
    order = paid(sandbox)
    gateway.refund(attempt_of(order).intent_id, amount=500, token="theirs", key="by hand")
    PaymentAttempt.objects.update(intent_id="pi_of_ours", session_id="cs_of_ours")
    reconcile_nightly(timezone.now() + timedelta(days=1))
    [refund] = [told["data"]["object"]["id"] for told in sandbox.events("refund.created")]
    assert f"A refund we do not know: {refund}." in last_run().words.splitlines()


def test_of_very_much_that_nobody_knows_the_first_is_named(sandbox, monkeypatch):
    monkeypatch.setattr(reconciling, "MOST_NAMED", 2)
    for number in ("R7KQ-2MXA", "R7KQ-2MXB", "R7KQ-2MXC"):
        sandbox.pay(a_page_nobody_knows(Order(number=number)))
    reconcile_nightly(timezone.now())
    assert last_run().unexplained == 3
    assert len(last_run().words.splitlines()) == 2
