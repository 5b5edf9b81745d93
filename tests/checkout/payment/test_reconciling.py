"""Comparing with Stripe finds what no webhook told, repairs it or calls a person, and runs once."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from checkout.order import actions, repairs
from checkout.order.models import Order
from checkout.payment import gateway
from checkout.payment import sync as syncing
from checkout.payment.models import PaymentAttempt, Reconciliation, Refund, StripeEvent
from checkout.payment.reconciling import reconcile_nightly, reconcile_open
from checkout.payment.worker import watch
from tests.checkout.payment.purchases import a_page_nobody_knows, an_order, held, opened, paid
from tests.checkout.shopping import (
    attempt_of,
    let_the_worker_try_again,
    let_the_worker_work,
    refreshed,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sandbox")]
# And the hour by which a worker that tries again is ahead: whatever time it is, a night is between.
A_NIGHT = timedelta(days=1, hours=1)


@pytest.fixture
def asked(stripe_http, monkeypatch):
    """Every request to Stripe from now on, as "GET /v1/..."."""
    requests, request = [], stripe_http.request

    def counted(method, url, *args, **kwargs):
        requests.append(f"{method.upper()} {url.partition('.com')[2].partition('?')[0]}")
        return request(method, url, *args, **kwargs)

    monkeypatch.setattr(stripe_http, "request", counted)
    return requests


def last_run():
    return Reconciliation.objects.order_by("pk").last()


def a_night_later():
    """The worker has compared already, on its first turn."""
    return timezone.now() + A_NIGHT


def counts():
    run = last_run()
    return run.compared, run.differences, run.unexplained


def paid_unheard(sandbox, order=None):
    """Paid, and neither webhook nor browser has told us."""
    order = order or an_order()
    sandbox.pay(opened(order).session_id)
    return order


# --- every five minutes ---------------------------------------------------------------------


def test_a_payment_no_webhook_told_of_is_found(sandbox):
    order, other = paid_unheard(sandbox), an_order()
    opened(other)
    assert reconcile_open(timezone.now())
    assert refreshed(order).status == "awaiting_pharmacist"
    assert refreshed(other).status == "awaiting_payment"
    assert counts() == (2, 1, 0)


def test_many_payments_that_agree_cost_one_request(sandbox, asked):
    for _ in range(7):
        held(sandbox)
    asked.clear()
    assert reconcile_open(timezone.now())
    assert asked == ["GET /v1/checkout/sessions"]
    assert counts() == (7, 0, 0)


def test_what_was_compared_is_not_looked_at_once_more(sandbox, asked):
    held(sandbox)
    later = timezone.now() + timedelta(minutes=6)
    assert reconcile_open(later)
    asked.clear()
    assert not watch(later)
    assert not watch(later + timedelta(minutes=4))
    assert watch(later + timedelta(minutes=5))
    assert len(asked) == 1


def test_the_list_is_read_no_further_than_to_the_oldest_that_is_open(sandbox, asked, monkeypatch):
    """A shop sells for years, and only the last days of it are ever open."""
    monkeypatch.setattr(gateway.reading, "MOST", 2)
    for _ in range(5):
        actions.cancel(held(sandbox), now=timezone.now())
    let_the_worker_try_again()
    sandbox.move_clock(seconds=10)
    held(sandbox)
    asked.clear()
    assert reconcile_open(timezone.now() + timedelta(hours=2))
    assert asked == ["GET /v1/checkout/sessions"]


def test_a_shop_in_which_nothing_is_open_asks_for_nothing(sandbox, asked):
    paid(sandbox)
    asked.clear()
    assert reconcile_open(timezone.now() + timedelta(hours=2))
    assert asked == []


def test_the_open_ones_are_compared_every_five_minutes_and_no_more_often(sandbox):
    now = timezone.now()
    assert reconcile_open(now)
    assert not reconcile_open(now + timedelta(minutes=4, seconds=59))
    assert reconcile_open(now + timedelta(minutes=5, seconds=1))


def test_one_broken_payment_keeps_no_other_from_being_compared(sandbox, monkeypatch):
    broken, good = paid_unheard(sandbox), paid_unheard(sandbox)
    sync = syncing.sync

    def sometimes(attempt_id):
        if attempt_id == attempt_of(broken).pk:
            raise ValueError("an impossible amount")
        return sync(attempt_id)

    monkeypatch.setattr(syncing, "sync", sometimes)
    assert reconcile_open(timezone.now())
    assert refreshed(good).status == "awaiting_pharmacist"
    assert "ValueError" in attempt_of(broken).needs_attention
    assert last_run().finished_at


def test_a_comparison_tells_when_it_began_and_when_it_was_done():
    began = timezone.now() - timedelta(minutes=1)
    assert reconcile_open(began)
    assert last_run().finished_at > last_run().started_at == began


# --- every night ----------------------------------------------------------------------------


def test_two_days_without_a_webhook_are_made_up_for(sandbox):
    """Everything that happened is heard of: holds, refunds made there, disputes, warnings."""
    order = paid(sandbox, card="4000000000000259")
    PaymentAttempt.objects.update(disputed="", needs_attention="")
    StripeEvent.objects.all().delete()
    assert reconcile_nightly(a_night_later())
    assert StripeEvent.objects.count() == len(sandbox.events())
    let_the_worker_work(after=A_NIGHT)
    assert "fraudulent" in attempt_of(order).needs_attention
    assert not StripeEvent.objects.filter(processed_at=None).exists()


def test_a_night_in_which_all_was_told_finds_nothing(sandbox):
    order = paid(sandbox)
    repairs.refund(
        attempt_of(order), amount=Decimal(5), by=None, now=timezone.now(), reason="Damaged"
    )
    let_the_worker_try_again()
    assert reconcile_nightly(a_night_later())
    Reconciliation.objects.all().delete()
    assert reconcile_nightly(a_night_later())
    # a page, a refund, and every event
    assert counts() == (2 + len(sandbox.events()), 0, 0)


def test_a_refund_made_at_stripe_is_found(sandbox):
    order = paid(sandbox)
    gateway.refund(attempt_of(order).intent_id, amount=500, token="theirs", key="by hand")
    reconcile_nightly(a_night_later())
    assert attempt_of(order).given_back() == 500
    assert last_run().unexplained == 0


def test_a_charge_made_at_stripe_by_hand_is_found(sandbox):
    order = held(sandbox)
    gateway.capture(attempt_of(order).intent_id, amount=5695, key="by hand")
    reconcile_nightly(timezone.now())
    assert attempt_of(order).state == "captured"
    assert last_run().unexplained == 0


def test_a_payment_of_which_stripe_tells_another_story_calls_a_person(sandbox):
    order = held(sandbox)
    PaymentAttempt.objects.update(state="released")
    reconcile_nightly(timezone.now())
    assert "another story" in attempt_of(order).needs_attention
    assert f"{order.number}: Stripe tells another story" in last_run().words
    assert last_run().unexplained == 1


def test_a_list_older_than_what_we_know_by_now_calls_nobody(sandbox, monkeypatch):
    """It takes minutes to read the lists, and cards are charged meanwhile."""
    order = held(sandbox)
    old = list(gateway.payments_since(timezone.now() - timedelta(hours=1)))
    gateway.capture(attempt_of(order).intent_id, amount=5695, key="by hand")
    gateway.refund(attempt_of(order).intent_id, amount=500, token="theirs", key="too")
    refunds = list(gateway.refunds_since(timezone.now() - timedelta(hours=1)))
    syncing.sync(attempt_of(order).pk)
    Refund.objects.update(state="failed")

    monkeypatch.setattr(gateway, "payments_since", lambda since: old)
    monkeypatch.setattr(gateway, "refunds_since", lambda since: refunds)
    reconcile_nightly(timezone.now())
    assert last_run().finished_at
    assert last_run().unexplained == 0
    assert attempt_of(order).unexplained == ""


def test_a_page_nobody_knows_on_which_nobody_paid_is_nobodys_business(sandbox):
    a_page_nobody_knows(an_order())
    reconcile_nightly(timezone.now())
    assert (last_run().differences, last_run().unexplained) == (0, 0)


def test_money_on_a_page_nobody_knows_calls_a_person_until_somebody_has_looked(sandbox):
    """Also where the order's own payment is looked at again and found in order."""
    order = held(sandbox)
    sandbox.pay(a_page_nobody_knows(order))
    reconcile_nightly(timezone.now())
    assert last_run().unexplained == 1
    words = attempt_of(order).needs_attention
    assert "that we do not know" in words

    assert syncing.sync(attempt_of(order).pk).needs_attention == words
    repairs.put_aside(attempt_of(order), by=None, now=timezone.now())
    reconcile_nightly(a_night_later())
    assert last_run().unexplained == 1
    syncing.sync(attempt_of(order).pk)
    assert attempt_of(order).needs_attention == ""


def test_money_for_an_order_nobody_knows_is_counted_and_named(sandbox):
    sandbox.pay(page := a_page_nobody_knows(Order(number="R7KQ-2MXA")))
    reconcile_nightly(timezone.now())
    assert last_run().unexplained == 1
    assert last_run().words == (
        f"Stripe has a payment for no order of ours that we do not know: {page}."
    )


def test_rows_older_than_a_month_are_removed(sandbox):
    old = Reconciliation.objects.create(
        span="recent", started_at=timezone.now() - timedelta(days=31)
    )
    young = Reconciliation.objects.create(
        span="recent", started_at=timezone.now() - timedelta(days=29)
    )
    reconcile_nightly(timezone.now())
    assert not Reconciliation.objects.filter(pk=old.pk).exists()
    assert Reconciliation.objects.filter(pk=young.pk).exists()
