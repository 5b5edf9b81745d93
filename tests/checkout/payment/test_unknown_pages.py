"""An open payment page that Stripe does not know keeps packs from others: a person is called to it.

As after another account's key, a database restored from elsewhere, or test data wiped at Stripe.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from checkout.order import repairs
from checkout.order.desk.attention_reads import needing_attention
from checkout.payment.models import PaymentAttempt, Reconciliation
from checkout.payment.reconciling import reconcile_open
from checkout.payment.sandbox.core.faults import Fault, Kind
from checkout.payment.worker import watch
from tests.checkout.payment.purchases import an_order, held, opened
from tests.checkout.shopping import attempt_of, let_the_worker_work, refreshed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shop_with_stripe(sandbox):
    return sandbox


def counts():
    run = Reconciliation.objects.order_by("pk").last()
    return run.compared, run.differences, run.unexplained


def of_another_account(order):
    """The id its page had with the key that is right."""
    right = opened(order).session_id
    PaymentAttempt.objects.filter(order=order).update(session_id="cs_of_another_account")
    return right


def called():
    return [order.number for order in needing_attention(timezone.now())]


def test_the_comparison_names_it_and_calls_a_person(sandbox):
    known, order = held(sandbox), an_order()
    of_another_account(order)
    assert reconcile_open(timezone.now())
    assert counts() == (2, 1, 1)
    assert Reconciliation.objects.get().words == (
        f"{order.number}: Stripe does not show this payment."
    )
    assert called() == [order.number]
    assert attempt_of(order).needs_attention.startswith("Stripe does not know this payment: ")
    assert attempt_of(known).needs_attention == ""


def test_so_does_the_worker_who_looks_after_it():
    of_another_account(order := an_order())
    assert watch(timezone.now() + timedelta(minutes=6))
    assert called() == [order.number]


def test_once_put_aside_it_calls_nobody_again():
    of_another_account(order := an_order())
    let_the_worker_work(after=timedelta(minutes=6))
    repairs.put_aside(attempt_of(order), by=None, now=timezone.now())
    for days in (1, 2, 3):
        let_the_worker_work(after=timedelta(days=days))
    assert called() == []


def test_with_the_right_key_nobody_is_called_any_more(sandbox):
    right = of_another_account(order := an_order())
    reconcile_open(timezone.now())
    PaymentAttempt.objects.update(session_id=right)
    sandbox.pay(right)
    let_the_worker_work(after=timedelta(minutes=6))
    assert refreshed(order).status == "awaiting_pharmacist"
    assert called() == []


@pytest.mark.parametrize("fault", [Kind.TIMEOUT_BEFORE, Kind.RATE_LIMIT, Kind.ERROR_500])
def test_a_stripe_that_does_not_answer_calls_nobody(sandbox, fault):
    opened(an_order())
    sandbox.plan(Fault(fault, "sessions.retrieve"))
    assert watch(timezone.now() + timedelta(minutes=6))
    assert not sandbox.planned()
    assert called() == []


def test_a_page_that_expired_is_known_still(sandbox):
    opened(order := an_order())
    sandbox.move_clock(hours=1)
    assert reconcile_open(timezone.now())
    assert counts() == (1, 1, 0)
    assert refreshed(order).status == "expired"
