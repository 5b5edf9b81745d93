"""What time brings: approved orders nobody pays end, and holds about to end are told."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from catalog.models import Dosage
from checkout.order import actions, repairs
from checkout.order.overdue import expire_next, warn_next
from checkout.payment.models import Outbox, PaymentAttempt
from checkout.payment.paying import payment_page
from tests.checkout.payment.purchases import (
    approved,
    held,
    let_go_by_the_bank,
    opened,
    paid,
)
from tests.checkout.shopping import attempt_of, let_the_worker_work, refreshed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sandbox")]
WEEK, SECOND, HOUR = timedelta(days=7), timedelta(seconds=1), timedelta(hours=1)


def waiting(sandbox):
    """Approved, the hold gone, and the patient asked to pay."""
    order = let_go_by_the_bank(approved(sandbox))
    assert order.status == "approved_awaiting_payment"
    return order


# --- nobody paid ----------------------------------------------------------------------------


def test_an_approved_order_waits_seven_days_for_its_payment_and_ends_then(sandbox):
    order = waiting(sandbox)
    due = order.payment_due_at
    assert due - order.status_changes.first().date_created == WEEK
    assert not expire_next(due - SECOND)
    assert Dosage.objects.get().units_reserved == 60

    assert expire_next(due)
    assert not expire_next(due)
    assert refreshed(order).status == "expired"
    assert Dosage.objects.get().units_reserved == 0
    let_the_worker_work(after=WEEK)
    assert mail.outbox[-1].subject == f"Order {order.number} has ended: it was not paid in time"
    assert [row.key for row in Outbox.objects.filter(parameters__mail="expired")] == [
        f"mail-expired-{order.number}"
    ]


def test_an_order_that_cannot_end_calls_a_person_and_keeps_no_other_from_ending(sandbox):
    """As where its pool was counted anew and reserves less than the order does."""
    broken, other = waiting(sandbox), waiting(sandbox)
    dosages = Dosage.objects.filter(pk__in=broken.lines.values("dosage"))
    dosages.update(units_reserved=0)
    due = other.payment_due_at
    assert expire_next(due)
    assert expire_next(due)
    assert not expire_next(due)
    assert (refreshed(broken).status, refreshed(other).status) == (
        "approved_awaiting_payment",
        "expired",
    )
    assert "The order cannot end" in attempt_of(broken).needs_attention

    dosages.update(units_reserved=60)
    assert expire_next(due + HOUR)
    assert refreshed(broken).status == "expired"


def test_the_page_of_an_order_that_ends_is_closed_before_its_units_go_back(sandbox):
    order = waiting(sandbox)
    page = opened(order).session_id
    assert expire_next(order.payment_due_at)
    assert Dosage.objects.get().units_reserved == 60
    let_the_worker_work(after=WEEK)
    assert sandbox.session(page).status == "expired"
    assert Dosage.objects.get().units_reserved == 0


def test_an_order_that_is_paid_or_not_approved_yet_does_not_end(sandbox):
    paid(sandbox)
    held(sandbox)
    approved(sandbox)
    assert not expire_next(timezone.now() + timedelta(days=400))


def test_the_order_that_is_due_longest_ends_first(sandbox):
    first, second = waiting(sandbox), waiting(sandbox)
    repairs.ask_to_pay(first, by=None, now=timezone.now() + HOUR)
    assert expire_next(second.payment_due_at)
    assert (refreshed(first).status, refreshed(second).status) == (
        "approved_awaiting_payment",
        "expired",
    )


def test_nobody_pays_after_the_last_day(sandbox):
    order = waiting(sandbox)
    page = payment_page(order, now=order.payment_due_at)
    assert (page.url, page.preparing) == ("", False)
    assert order.attempts.count() == 1


# --- a hold ends ----------------------------------------------------------------------------


def warned():
    mails = Outbox.objects.filter(kind="mail", parameters__mail__startswith="hold_ends")
    return sorted(row.parameters["mail"] for row in mails)


def every_hour(ends):
    """The worker looks every hour of the last four days."""
    for hours in range(96, -3, -1):
        while warn_next(ends - hours * HOUR):
            pass


def test_pharmacists_are_warned_two_days_and_half_a_day_before_a_hold_ends_each_once(sandbox):
    held(sandbox)
    ends = PaymentAttempt.objects.get().capture_before
    assert not warn_next(ends - 48 * HOUR - SECOND)
    assert warn_next(ends - 48 * HOUR)
    assert not warn_next(ends - 48 * HOUR)
    assert warned() == ["hold_ends"]
    assert not warn_next(ends - 12 * HOUR - SECOND)
    assert warn_next(ends - 12 * HOUR)
    assert warned() == ["hold_ends", "hold_ends_soon"]
    every_hour(ends)
    assert warned() == ["hold_ends", "hold_ends_soon"]


def test_a_worker_that_comes_back_late_gives_the_later_warning_alone(sandbox):
    held(sandbox)
    ends = PaymentAttempt.objects.get().capture_before
    assert warn_next(ends - HOUR)
    assert not warn_next(ends - HOUR)
    assert warned() == ["hold_ends_soon"]
    assert not warn_next(ends)


def test_a_charge_that_fails_until_the_hold_ends_is_warned_of_too(sandbox):
    approved(sandbox)
    every_hour(PaymentAttempt.objects.get().capture_before)
    assert warned() == ["hold_ends", "hold_ends_soon"]


@pytest.mark.parametrize("ending", ["paid", "cancelled", "rejected", "asked to pay", "let go"])
def test_of_what_is_decided_nobody_is_warned(sandbox, ending, pharmacist):
    order = held(sandbox)
    ends = attempt_of(order).capture_before
    if ending == "rejected":
        pharmacist.reject(order)
    elif ending == "cancelled":
        actions.cancel(order, now=timezone.now())
    elif ending == "let go":
        let_go_by_the_bank(order)
    else:
        pharmacist.approve(order)
        if ending == "paid":
            let_the_worker_work()
        else:
            repairs.ask_to_pay(order, by=None, now=timezone.now())
    every_hour(ends)
    assert warned() == []
