"""What Stripe says is believed as a whole or told to a person, and costs the same few queries."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checkout.order import actions
from checkout.payment import gateway
from checkout.payment.facts import DisputeFacts, PaymentFacts, RefundFacts
from checkout.payment.models import PaymentAttempt
from checkout.payment.paying import synced_quietly
from checkout.payment.states import RefundState
from checkout.payment.sync import apply_facts, database_now, sync, synced
from tests.checkout.payment.purchases import an_order, approved, held, opened, paid
from tests.checkout.shopping import attempt_of, let_the_worker_try_again, refreshed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sandbox")]


def told_by_stripe(monkeypatch, order, **changed):
    """From now on Stripe tells this of the order's payment."""
    facts = replace(gateway.payment_facts(attempt_of(order).session_id), **changed)
    monkeypatch.setattr(gateway, "payment_facts", lambda session_id: facts)


AN_ID_TOO_MANY = [
    {"intent_id": "pi_of_another"},
    {"charge_id": "ch_of_another"},
]


@pytest.mark.parametrize("changed", AN_ID_TOO_MANY, ids=lambda changed: next(iter(changed)))
def test_a_payment_with_the_name_of_another_is_told_and_breaks_no_page(
    sandbox, monkeypatch, changed
):
    other = held(sandbox)
    other.attempts.update(**changed)
    order = an_order()
    sandbox.pay(opened(order).session_id)
    told_by_stripe(monkeypatch, order, **changed)
    synced_quietly(order)
    assert refreshed(order).status == "awaiting_payment"
    assert attempt_of(order).needs_attention == "Not brought up to date: IntegrityError"

    monkeypatch.undo()
    assert attempt_of(other).needs_attention == ""


def test_more_charged_than_we_asked_for_is_told_and_never_paid(sandbox, monkeypatch):
    order = approved(sandbox)
    told_by_stripe(monkeypatch, order, intent_status="succeeded", amount=9999, captured=9999)
    assert not synced(attempt_of(order).pk)
    assert refreshed(order).status == "approved"
    assert "Not brought up to date" in attempt_of(order).needs_attention


def test_more_refunded_than_was_charged_is_told(sandbox, monkeypatch):
    order = paid(sandbox)
    made_up = RefundFacts("re_1", 9999, RefundState.SUCCEEDED, timezone.now())
    told_by_stripe(monkeypatch, order, refunds=(made_up,))
    assert not synced(attempt_of(order).pk)
    assert attempt_of(order).not_refunded() == 5695
    assert "Not brought up to date" in attempt_of(order).needs_attention


def test_another_currency_than_the_orders_is_never_paid(sandbox, monkeypatch):
    order = an_order("GSL")
    sandbox.pay(opened(order).session_id)
    told_by_stripe(monkeypatch, order, currency="EUR")
    synced_quietly(order)
    assert refreshed(order).status == "awaiting_payment"
    assert "payment is 56.95 EUR" in attempt_of(order).needs_attention


def test_a_dispute_before_anything_was_charged_changes_nothing_but_words(sandbox, monkeypatch):
    order = held(sandbox)
    dispute = DisputeFacts("du_1", 5695, "needs_response", "fraudulent", timezone.now())
    told_by_stripe(monkeypatch, order, disputes=(dispute,), fraud_warnings=1)
    synced_quietly(order)
    assert (refreshed(order).status, attempt_of(order).state) == (
        "awaiting_pharmacist",
        "authorised",
    )
    assert "fraudulent" in attempt_of(order).disputed


ids = st.sampled_from(["", "x_1", "x_2"])
amounts = st.sampled_from([0, 1, 500, 5195, 5695, 9999])
moments = st.datetimes(timezones=st.just(timezone.get_fixed_timezone(0)))
refunds = st.builds(
    RefundFacts, ids, amounts, st.sampled_from(RefundState), moments, st.just(""), st.text()
)
disputes = st.builds(
    DisputeFacts,
    ids,
    amounts,
    st.sampled_from(["won", "lost", "needs_response", "warning_closed", "never heard of"]),
    st.text(),
    moments,
)
anything = st.builds(
    PaymentFacts,
    session_status=st.sampled_from(["open", "complete", "expired", ""]),
    order_number=st.just("another"),
    intent_id=ids,
    intent_status=st.sampled_from(
        ["", "requires_payment_method", "requires_capture", "succeeded", "canceled", "new"]
    ),
    amount=amounts,
    captured=amounts,
    currency=st.sampled_from(["USD", "EUR", ""]),
    decline_reason=st.text(max_size=300),
    lapsed=st.booleans(),
    charge_id=ids,
    held=amounts,
    card=st.text(max_size=80),
    refunds=st.lists(refunds, max_size=2).map(tuple),
    disputes=st.lists(disputes, max_size=2).map(tuple),
    fraud_warnings=st.integers(0, 2),
)


@settings(
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(facts=anything)
def test_whatever_stripe_tells_of_another_payment_pays_for_nothing(facts, shop):
    """It is believed or told, never raised: the worker and the shopper's page go on."""
    order, monkeypatch = shop
    monkeypatch.setattr(gateway, "payment_facts", lambda session_id: facts)
    if not synced(attempt_of(order).pk):
        assert "Not brought up to date" in attempt_of(order).needs_attention
    assert refreshed(order).status in ("awaiting_payment", "expired")


@pytest.fixture
def shop(sandbox, monkeypatch):
    order = an_order("GSL")
    opened(order)
    return order, monkeypatch


def test_facts_read_at_the_same_moment_are_applied_once_and_change_nothing_twice(sandbox):
    order = paid(sandbox)
    facts, read_at = gateway.payment_facts(attempt_of(order).session_id), database_now()
    for _ in range(2):
        apply_facts(attempt_of(order), facts, read_at=read_at)
    assert order.status_changes.filter(new_status="paid").count() == 1
    assert attempt_of(order).ledger.count() == 2


def test_a_call_for_attention_that_does_not_matter_any_more_goes_with_the_hold(sandbox):
    """Nobody can charge a hold that is gone: the order asks for another card instead."""
    order = approved(sandbox)
    PaymentAttempt.objects.update(needs_attention="Not charged: CardError")
    gateway.release(attempt_of(order).intent_id, key="by hand")
    assert sync(attempt_of(order).pk).needs_attention == ""
    assert refreshed(order).status == "approved_awaiting_payment"


def queries_of_a_sync(order):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        sync(attempt_of(order).pk)
    return len(asked) - 1


def test_a_look_at_a_held_payment_costs_few_queries(sandbox):
    order = held(sandbox)
    sync(attempt_of(order).pk)
    assert queries_of_a_sync(order) == 11


@pytest.mark.parametrize("refunds", [1, 5])
def test_a_look_at_a_paid_one_costs_the_same_with_one_refund_and_with_five(sandbox, refunds):
    order = paid(sandbox)
    for number in range(refunds):
        gateway.refund(
            attempt_of(order).intent_id, amount=500, token="hand", key=f"by hand {number}"
        )
    sync(attempt_of(order).pk)
    let_the_worker_try_again()
    assert attempt_of(order).refunds.count() == refunds
    assert queries_of_a_sync(order) == 16


def test_an_order_that_died_meanwhile_learns_nothing_new_from_an_old_answer(sandbox):
    order = held(sandbox)
    facts, early = gateway.payment_facts(attempt_of(order).session_id), database_now()
    actions.cancel(order, now=timezone.now())
    let_the_worker_try_again()
    late = early + timedelta(days=1)
    apply_facts(attempt_of(order), facts, read_at=early)
    assert attempt_of(order).state == "released"
    apply_facts(attempt_of(order), facts, read_at=late)
    assert (refreshed(order).status, attempt_of(order).state) == ("cancelled", "released")
