"""Each refund that fails calls for a person by itself, however much it is like another one."""

from decimal import Decimal
from importlib import import_module

import pytest
from django.db import connection
from django.utils import timezone

from checkout.order import repairs
from checkout.order.actions import CannotDecide
from checkout.order.shelf.dispensing import dispense, left_for_goods
from checkout.payment.failed_refunds import words
from checkout.payment.models import PaymentAttempt, Refund
from checkout.payment.sync import sync
from tests.checkout.payment.purchases import an_order, paid
from tests.checkout.shopping import attempt_of, let_the_worker_work, refreshed
from tests.factories import a_user

pytestmark = pytest.mark.django_db
FAILS_LATER = "4000000000005126"
TOTAL = 10895
BEFORE = "checkout.payment.migrations.0014_what_was_put_aside_and_lost_before"


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
    assert calls(order) == [words(second, "USD")]
    assert left(order) == TOTAL - 5200
    put_aside(order)
    sync(attempt_of(order).pk)
    assert (calls(order), left(order)) == ([], TOTAL - 10400)


def test_what_was_put_aside_of_a_refund_that_arrived_after_all_is_forgotten(sandbox, order):
    """Given up unheard and given back by a person; then Stripe knows it, and it fails."""
    staff, now = a_user("staff@example.com"), timezone.now()
    asked = repairs.refund(
        attempt_of(order), amount=Decimal("52.00"), by=staff, now=now, reason="Damaged"
    )
    let_the_worker_work()
    Refund.objects.update(stripe_id=None, state="failed", put_aside_at=now)
    sync(attempt_of(order).pk)
    asked.refresh_from_db()
    assert (asked.state, asked.put_aside_at) == ("succeeded", None)
    sandbox.move_clock(seconds=61)
    sync(attempt_of(order).pk)
    assert calls(order) == [words(Refund.objects.get(), "USD")]


def put_aside_by_the_version_before(order, *, words):
    PaymentAttempt.objects.update(attention_seen=words, needs_attention="")
    with connection.cursor() as cursor:
        cursor.execute(import_module(BEFORE).PUT_ASIDE)


def test_what_another_version_puts_aside_by_its_words_keeps_the_packs_here(sandbox, order, desk):
    """It may serve meanwhile: for us nothing has gone back, so staff say it here, too."""
    first = a_failed_refund(sandbox, order)
    PaymentAttempt.objects.update(attention_seen=words(first, "USD"), needs_attention="")
    order = refreshed(order)
    with pytest.raises(CannotDecide, match=first.stripe_id):
        dispense(order, by=None, now=timezone.now())
    assert "A refund did not reach the card." in desk("support").look(order)
    desk("support").press("put_aside", order)
    assert (calls(order), left(order)) == ([], TOTAL - 5200)


def test_what_is_put_aside_here_is_so_for_the_version_before(sandbox, order):
    """Which looks for the words, and may serve again."""
    first = a_failed_refund(sandbox, order)
    put_aside(order)
    sync(attempt_of(order).pk)
    assert words(first, "USD") in attempt_of(order).attention_seen.splitlines()


@pytest.mark.parametrize(("lines", "aside"), [(2, 2), (1, 0)])
def test_lines_of_before_refunds_were_named_are_of_all_that_failed(sandbox, order, lines, aside):
    for _ in range(2):
        first = a_failed_refund(sandbox, order)
    unnamed = words(first, "USD").partition(" It is ")[0]
    put_aside_by_the_version_before(order, words="\n".join([unnamed] * lines))
    assert Refund.objects.exclude(put_aside_at=None).count() == aside


def test_what_was_put_aside_in_words_stays_aside(sandbox, order):
    first = a_failed_refund(sandbox, order)
    put_aside_by_the_version_before(order, words=f"It is odd.\n{words(first, 'USD')}")
    second = a_failed_refund(sandbox, order)
    assert (calls(order), left(order)) == ([words(second, "USD")], TOTAL - 5200)


def test_a_refund_that_calls_is_found_by_its_name_at_the_desk(sandbox, order, desk):
    first = a_failed_refund(sandbox, order)
    page = desk("support").look(order)
    assert words(first, "USD") in page


def test_a_refund_stripe_never_named_goes_by_the_name_it_has_here():
    unsent = Refund(amount=5200, state="withdrawn")
    assert words(unsent, "USD").endswith(f"It is {unsent.token}.")
