"""Each refund that fails calls for a person by itself, however much it is like another one."""

from decimal import Decimal

import pytest
from django.utils import timezone

from checkout.order import repairs
from checkout.order.dispensing import left_for_goods
from checkout.order.receipt_reads import attempts_of, paid_of
from checkout.payment import refund_calls
from checkout.payment.models import PaymentAttempt, Refund
from checkout.payment.refund_calls import words, words_of_old
from checkout.payment.sync import sync
from tests.checkout.payment.purchases import an_order, paid
from tests.checkout.shopping import attempt_of, let_the_worker_work
from tests.factories import a_user

pytestmark = pytest.mark.django_db
FAILS_LATER = "4000000000005126"
TOTAL = 10895


@pytest.fixture
def order(sandbox):
    return paid(sandbox, an_order(packs=2), card=FAILS_LATER)


def a_failed_refund(sandbox, order) -> Refund:
    """Of 52.00, for the same reason each time."""
    staff, now = a_user(f"staff{Refund.objects.count()}@example.com"), timezone.now()
    asked = repairs.refund(
        attempt_of(order), amount=Decimal("52.00"), by=staff, now=now, reason="Damaged"
    )
    let_the_worker_work()
    sandbox.move_clock(seconds=61)
    sync(attempt_of(order).pk)
    asked.refresh_from_db()
    assert asked.state == "failed"
    return asked


def put_aside(order):
    repairs.put_aside(attempt_of(order), by=None, now=timezone.now())


def left(order) -> int:
    return left_for_goods([attempt_of(order)])


def calls(order) -> list[str]:
    return attempt_of(order).needs_attention.splitlines()


def test_a_second_refund_that_fails_like_the_first_calls_as_well(sandbox, order):
    first = a_failed_refund(sandbox, order)
    assert calls(order) == [words(first, "USD")]
    assert first.stripe_id in calls(order)[0]
    put_aside(order)
    assert (calls(order), left(order)) == ([], TOTAL - 5200)

    second = a_failed_refund(sandbox, order)
    assert words_of_old(second, "USD") == words_of_old(first, "USD")
    assert calls(order) == [words(second, "USD")]
    assert left(order) == TOTAL - 5200
    put_aside(order)
    sync(attempt_of(order).pk)
    assert (calls(order), left(order)) == ([], TOTAL - 10400)


def test_what_was_put_aside_before_refunds_were_named_stays_aside(sandbox, order):
    first = a_failed_refund(sandbox, order)
    old = words_of_old(first, "USD")
    PaymentAttempt.objects.update(attention_seen=old, needs_attention="")
    assert left(order) == TOTAL - 5200
    sync(attempt_of(order).pk)
    assert (calls(order), left(order)) == ([], TOTAL - 5200)
    assert attempt_of(order).attention_seen.splitlines() == [old, words(first, "USD")]

    second = a_failed_refund(sandbox, order)
    for _ in range(2):
        sync(attempt_of(order).pk)
        assert (calls(order), left(order)) == ([words(second, "USD")], TOTAL - 5200)


def test_the_line_of_old_is_still_of_the_refund_it_was_of_where_an_older_one_fails(sandbox, order):
    first, second = a_failed_refund(sandbox, order), a_failed_refund(sandbox, order)
    seen = [words_of_old(second, "USD"), words(second, "USD")]
    PaymentAttempt.objects.update(attention_seen="\n".join(seen))
    sync(attempt_of(order).pk)
    assert calls(order) == [words(first, "USD")]


def test_a_call_of_before_refunds_were_named_is_told_and_put_aside_as_ever(sandbox, order, desk):
    first = a_failed_refund(sandbox, order)
    PaymentAttempt.objects.update(needs_attention=words_of_old(first, "USD"))
    assert "A refund did not reach the card." in desk("support").look(order)
    assert [one.put_right for one in paid_of(attempts_of(order)).refunds] == [True]
    put_aside(order)
    sync(attempt_of(order).pk)
    assert (calls(order), left(order)) == ([], TOTAL - 5200)


def test_a_refund_that_calls_is_found_by_its_name_at_the_desk(sandbox, order, desk):
    first = a_failed_refund(sandbox, order)
    page = desk("support").look(order)
    assert words(first, "USD") in page


def test_a_refund_stripe_never_named_goes_by_the_name_it_has_here():
    unsent = Refund(amount=5200, state="withdrawn")
    assert words(unsent, "USD").endswith(f"It is {unsent.token}.")
    assert refund_calls.with_names([], [unsent], "USD") == []
