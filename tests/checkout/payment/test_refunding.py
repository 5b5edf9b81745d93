"""Money given back: never more than was charged, never twice, and every fate of it is followed."""

from decimal import Decimal

import pytest
from django.core import mail
from django.utils import timezone

from catalog.models import Dosage
from checkout.order import repairs
from checkout.order.actions import CannotDecide
from checkout.payment import gateway
from checkout.payment.models import LedgerEntry, Outbox, Refund
from checkout.payment.sandbox.core.faults import Fault, Kind
from checkout.payment.sync import sync
from checkout.payment.worker import keep_next_about_money
from tests.checkout.payment.faults.invariants import broken_at_rest
from tests.checkout.payment.purchases import held, paid
from tests.checkout.shopping import (
    Pharmacist,
    attempt_of,
    let_the_worker_try_again,
    let_the_worker_work,
    refreshed,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sandbox")]
PENDING_FIRST, FAILS_LATER = "4000000000007726", "4000000000005126"
DISPUTED, INQUIRY = "4000000000000259", "4000000000001976"


def refund(order, amount, reason="Damaged"):
    return repairs.refund(
        attempt_of(order), amount=Decimal(amount), by=None, now=timezone.now(), reason=reason
    )


def by_hand(order, amount, key="by hand"):
    gateway.refund(attempt_of(order).intent_id, amount=amount, token="theirs", key=key)


def refunds(order):
    """Amount and state of each, oldest first."""
    return [(one.amount, one.state) for one in attempt_of(order).refunds.all()]


def mails_of_refunds():
    return [m.subject for m in mail.outbox if "refund" in m.subject.lower()]


# --- what becomes of one --------------------------------------------------------------------


def test_a_whole_refund_ends_the_order_and_puts_its_packs_back(sandbox):
    order = paid(sandbox)
    refund(order, "56.95")
    assert refreshed(order).status == "paid"
    assert Dosage.objects.get().units_reserved == 60
    let_the_worker_work()
    assert (refreshed(order).status, refunds(order)) == ("refunded", [(5695, "succeeded")])
    assert Dosage.objects.get().units_reserved == 0
    assert sandbox.money() == [(5695, 5695, 5695)]
    assert mails_of_refunds() == [f"A refund for your order {order.number}"]


def test_several_parts_come_to_the_whole_and_no_cent_more(sandbox):
    order = paid(sandbox)
    for amount in ("10.00", "20.00", "26.95"):
        refund(order, amount)
        let_the_worker_work()
    assert refreshed(order).status == "refunded"
    assert sandbox.money() == [(5695, 5695, 5695)]
    assert len(mails_of_refunds()) == 3
    with pytest.raises(CannotDecide, match="nothing left"):
        refund(order, "0.01")


def test_parts_asked_for_at_once_are_each_given_once(sandbox):
    order = paid(sandbox)
    for _ in range(3):
        refund(order, "10.00")
    let_the_worker_work()
    assert refunds(order) == [(1000, "succeeded")] * 3
    assert refreshed(order).status == "paid"
    assert broken_at_rest(sandbox) == []


def test_a_refund_that_is_pending_first_counts_at_once_and_succeeds_later(sandbox):
    order = paid(sandbox, card=PENDING_FIRST)
    refund(order, "56.95")
    let_the_worker_work()
    assert refunds(order) == [(5695, "pending")]
    assert (refreshed(order).status, attempt_of(order).not_refunded()) == ("paid", 0)
    assert len(mails_of_refunds()) == 1

    sandbox.move_clock(seconds=61)
    sync(attempt_of(order).pk)
    let_the_worker_work()
    assert refreshed(order).status == "refunded"
    assert len(mails_of_refunds()) == 1
    assert broken_at_rest(sandbox) == []


def test_a_refund_that_fails_later_is_undone_in_the_sums_and_told(sandbox):
    order = paid(sandbox, card=FAILS_LATER)
    refund(order, "10.00")
    let_the_worker_work()
    assert (refunds(order), attempt_of(order).not_refunded()) == ([(1000, "succeeded")], 4695)

    sandbox.move_clock(seconds=61)
    sync(attempt_of(order).pk)
    assert (refunds(order), attempt_of(order).not_refunded()) == ([(1000, "failed")], 5695)
    assert "A refund of 10.00 USD failed" in attempt_of(order).needs_attention
    assert refreshed(order).status == "paid"
    refund(order, "56.95", "In another way")
    assert broken_at_rest(sandbox)[0].startswith("refund-")


def test_a_whole_refund_that_fails_after_the_end_of_the_order_is_told(sandbox):
    order = paid(sandbox, card=FAILS_LATER)
    refund(order, "56.95")
    let_the_worker_work()
    assert refreshed(order).status == "refunded"
    sandbox.move_clock(seconds=61)
    sync(attempt_of(order).pk)
    assert "A refund of 56.95 USD failed" in attempt_of(order).needs_attention
    assert attempt_of(order).not_refunded() == 5695
    assert broken_at_rest(sandbox) == []


def test_a_refund_stripe_refuses_is_over_and_told(sandbox):
    """Such as that of a charge the bank has taken back, before we have heard of it."""
    order = paid(sandbox, card=INQUIRY)
    sandbox.escalate_inquiry(sandbox.open_disputes()[0])
    refund(order, "10.00")
    let_the_worker_work()
    assert refunds(order) == [(1000, "failed")]
    assert "charged back" in attempt_of(order).refunds.get().failure
    assert "A refund of 10.00 USD failed" in attempt_of(order).needs_attention
    assert not Outbox.objects.filter(done_at=None).exists()
    assert mails_of_refunds() == []
    assert sandbox.money() == [(5695, 5695, 0)]


def test_what_a_bank_has_taken_back_is_not_asked_to_be_refunded(sandbox):
    order = paid(sandbox, card=DISPUTED)
    with pytest.raises(CannotDecide, match="nothing left to refund"):
        refund(order, "10.00")


def test_what_was_charged_for_a_dead_order_goes_back_by_itself_once(sandbox):
    order = held(sandbox, card=FAILS_LATER)
    gateway.capture(attempt_of(order).intent_id, amount=5695, key="by hand")
    sync(attempt_of(order).pk)
    Pharmacist().reject(order)
    let_the_worker_work()
    assert sandbox.money() == [(5695, 5695, 5695)]

    sandbox.move_clock(seconds=61)
    for _ in range(3):
        sync(attempt_of(order).pk)
    let_the_worker_try_again()
    assert refunds(order) == [(5695, "failed")]
    unfit, failed = attempt_of(order).needs_attention.splitlines()
    assert unfit == "56.95 USD is charged while the order is rejected."
    assert failed.startswith("A refund of 56.95 USD failed")
    assert broken_at_rest(sandbox) == []


# --- beside staff at Stripe -----------------------------------------------------------------


def test_what_staff_gave_back_at_stripe_is_known_and_told_to_the_patient(sandbox):
    order = paid(sandbox)
    by_hand(order, 500)
    sync(attempt_of(order).pk)
    sync(attempt_of(order).pk)
    let_the_worker_work()
    [found] = attempt_of(order).refunds.all()
    assert (found.amount, found.state, found.reason, found.by) == (
        500,
        "succeeded",
        "made at Stripe",
        None,
    )
    assert len(mails_of_refunds()) == 1
    with pytest.raises(CannotDecide, match=r"at most \$51.95"):
        refund(order, "56.95")


def test_staff_refund_all_at_stripe_while_ours_is_on_its_way(sandbox):
    """Theirs stands, ours gives way: together they would be more than was charged."""
    order = paid(sandbox)
    refund(order, "56.95")
    by_hand(order, 5695)
    sync(attempt_of(order).pk)
    assert sorted(refunds(order)) == [(5695, "succeeded"), (5695, "withdrawn")]
    assert attempt_of(order).needs_attention == ""
    let_the_worker_try_again()
    assert sandbox.money() == [(5695, 5695, 5695)]
    assert refreshed(order).status == "refunded"
    assert broken_at_rest(sandbox) == []


def test_staff_refund_all_at_stripe_and_ours_is_refused_there(sandbox):
    order = paid(sandbox)
    refund(order, "10.00")
    by_hand(order, 5695)
    let_the_worker_try_again()
    assert sorted(refunds(order)) == [(1000, "withdrawn"), (5695, "succeeded")]
    assert sandbox.money() == [(5695, 5695, 5695)]
    assert broken_at_rest(sandbox) == []


def test_two_refunds_that_both_fit_are_both_made(sandbox):
    order = paid(sandbox)
    refund(order, "10.00")
    by_hand(order, 500)
    let_the_worker_work()
    assert sorted(refunds(order)) == [(500, "succeeded"), (1000, "succeeded")]
    assert broken_at_rest(sandbox) == []


def test_a_refund_given_up_unheard_turns_out_to_be_known_at_stripe(sandbox):
    order = paid(sandbox)
    asked = refund(order, "10.00")
    Refund.objects.update(state="failed", failure="No answer")
    gateway.refund(attempt_of(order).intent_id, amount=1000, token=asked.token, key="late")
    sync(attempt_of(order).pk)
    assert refunds(order) == [(1000, "succeeded")]
    assert attempt_of(order).needs_attention == ""


# --- whatever fails, once -------------------------------------------------------------------

FAULTS = [
    Kind.TIMEOUT_BEFORE,
    Kind.TIMEOUT_AFTER,
    Kind.ERROR_500,
    Kind.ERROR_500_AFTER,
    Kind.RATE_LIMIT,
]


@pytest.mark.parametrize("then", FAULTS)
@pytest.mark.parametrize("first", FAULTS)
def test_whatever_fails_twice_in_a_row_a_refund_is_made_once(sandbox, first, then):
    order = paid(sandbox)
    refund(order, "10.00")
    sandbox.plan(Fault(first, "refunds.create"), Fault(then, "refunds.create"))
    let_the_worker_try_again()
    assert sandbox.money() == [(5695, 5695, 1000)]
    assert refunds(order) == [(1000, "succeeded")]
    assert LedgerEntry.objects.filter(kind="refunded").count() == 1
    assert len(mails_of_refunds()) == 1
    assert broken_at_rest(sandbox) == []


@pytest.mark.parametrize("lost", [Kind.TIMEOUT_AFTER, Kind.ERROR_500_AFTER])
def test_a_refund_is_looked_for_before_it_is_sent_again(sandbox, stripe_http, lost, monkeypatch):
    order = paid(sandbox)
    refund(order, "10.00")
    sandbox.plan(Fault(lost, "refunds.create"))
    keep_next_about_money(timezone.now())
    Outbox.objects.filter(kind="refund").update(generation=7)  # Stripe knows no key of ours
    monkeypatch.setattr(gateway, "refund", never)
    let_the_worker_try_again()
    assert refunds(order) == [(1000, "succeeded")]


def never(*args, **kwargs):
    raise AssertionError("It was made already.")


def test_no_refund_is_sent_where_stripe_cannot_be_asked_about_the_last_one(sandbox):
    order = paid(sandbox)
    refund(order, "10.00")
    sandbox.plan(
        Fault(Kind.ERROR_500_AFTER, "refunds.create"),
        Fault(Kind.TIMEOUT_BEFORE, "sessions.retrieve", times=2),
    )
    let_the_worker_try_again()
    assert sandbox.money() == [(5695, 5695, 1000)]
