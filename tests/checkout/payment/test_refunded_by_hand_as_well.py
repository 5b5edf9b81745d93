"""Staff give money back at Stripe while the shop is about to: once, and all of what is owed."""

from decimal import Decimal

import pytest
from django.utils import timezone

from checkout.order import repairs
from checkout.order.desk.attention_reads import needing_attention
from checkout.payment import gateway
from checkout.payment.sync import sync
from tests.checkout.payment.faults.invariants import broken_at_rest
from tests.checkout.payment.purchases import held, paid
from tests.checkout.shopping import (
    Pharmacist,
    attempt_of,
    let_the_worker_try_again,
    let_the_worker_work,
    refreshed,
)
from tests.factories import a_user

pytestmark = pytest.mark.django_db
TOTAL = 5695
FAILS_LATER = "4000000000005126"


def by_hand(order, amount):
    gateway.refund(attempt_of(order).intent_id, amount=amount, token="theirs", key="by hand")


def charged_by_hand(sandbox, card="4242424242424242"):
    """Held for an order nobody has decided on, and charged at Stripe all the same."""
    order = held(sandbox, card=card)
    gateway.capture(attempt_of(order).intent_id, amount=TOTAL, key="charged by hand")
    sync(attempt_of(order).pk)
    return refreshed(order)


def refunds(order):
    return sorted(attempt_of(order).refunds.values_list("amount", "state"))


def test_of_a_dead_order_the_rest_still_goes_back_where_staff_gave_a_part(sandbox):
    order = charged_by_hand(sandbox)
    Pharmacist().reject(order)
    by_hand(order, 1000)
    let_the_worker_try_again()
    assert refunds(order) == [(1000, "succeeded"), (4695, "succeeded"), (5695, "withdrawn")]
    assert sandbox.money() == [(TOTAL, TOTAL, TOTAL)]
    assert attempt_of(order).needs_attention == ""
    assert broken_at_rest(sandbox) == []


def test_what_staff_gave_back_whole_calls_nobody_to_give_it_again(sandbox):
    order, staff = paid(sandbox), a_user("support@example.com")
    repairs.refund(
        attempt_of(order), amount=Decimal("56.95"), by=staff, now=timezone.now(), reason="Damaged"
    )
    by_hand(order, TOTAL)
    let_the_worker_try_again()
    assert refreshed(order).status == "refunded"
    assert sandbox.money() == [(TOTAL, TOTAL, TOTAL)]
    assert not needing_attention(timezone.now()).exists()


def test_a_refund_that_no_longer_fits_is_not_sent_and_staff_decide_about_the_rest(sandbox):
    order, staff = paid(sandbox), a_user("support@example.com")
    repairs.refund(
        attempt_of(order), amount=Decimal("50.00"), by=staff, now=timezone.now(), reason="Damaged"
    )
    by_hand(order, 2000)
    let_the_worker_try_again()
    assert sandbox.money() == [(TOTAL, TOTAL, 2000)]
    assert "A refund of 50.00 USD was not sent" in attempt_of(order).needs_attention
    repairs.refund(
        attempt_of(order), amount=Decimal("36.95"), by=staff, now=timezone.now(), reason="The rest"
    )
    let_the_worker_try_again()
    assert attempt_of(order).needs_attention == ""
    assert sandbox.money() == [(TOTAL, TOTAL, TOTAL)]


@pytest.mark.parametrize("ended", ["rejected", "cancelled"])
def test_who_ends_an_order_gives_all_of_it_back_whatever_refund_failed_before(sandbox, ended):
    order = charged_by_hand(sandbox, card=FAILS_LATER)
    by_hand(order, 1000)
    sync(attempt_of(order).pk)
    sandbox.move_clock(seconds=61)
    sync(attempt_of(order).pk)
    assert refunds(order) == [(1000, "failed")]
    if ended == "rejected":
        Pharmacist().reject(order)
    else:
        repairs.give_up(order, by=a_user("s@example.com"), now=timezone.now(), reason="Asked to")
    let_the_worker_work()
    assert sandbox.money() == [(TOTAL, TOTAL, TOTAL)]
