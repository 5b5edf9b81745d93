"""Promises: leased by one worker at a time, tried again ever later, kept once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from checkout.payment import outbox
from checkout.payment.models import Outbox
from tests.checkout.shopping import a_placed_order, attempt_of
from tests.factories import a_pack

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def promise():
    order = a_placed_order({a_pack(): 1})
    Outbox.objects.update(next_at=NOW)
    return order.outbox.get()


def leased(now):
    return outbox.lease_next(now, Outbox.Kind)


def test_a_leased_promise_is_nobody_elses_until_the_lease_runs_out(promise):
    assert leased(NOW).row == promise
    assert leased(NOW) is None
    assert leased(NOW + timedelta(seconds=119)) is None
    assert leased(NOW + timedelta(seconds=121)).row == promise


def test_a_shopper_on_the_way_to_the_payment_page_tries_before_the_worker():
    placed = timezone.now()
    order = a_placed_order({a_pack(): 1}, now=placed)
    assert leased(placed) is None
    lease = outbox.lease_untried(attempt_of(order), Outbox.Kind.OPEN, placed, seconds=30)
    assert lease is not None

    order = a_placed_order({a_pack(): 1}, now=placed)
    assert leased(placed + outbox.SHOPPER_FIRST).row.order == order


def test_a_kept_promise_is_never_taken_again(promise):
    outbox.finish(leased(NOW), NOW)
    assert leased(NOW + timedelta(days=30)) is None


def test_each_failure_waits_longer_but_never_over_half_an_hour(promise):
    now, waits = NOW, []
    for _ in range(14):
        outbox.give_back(leased(now), now, "no answer")
        promise.refresh_from_db()
        waits.append((promise.next_at - now).total_seconds())
        now = promise.next_at
    assert waits[:4] == [2, 4, 8, 16]
    assert waits[-1] == 1800
    assert promise.last_error == "no answer"


def test_a_worker_whose_lease_ran_out_cannot_finish_what_another_took(promise):
    late = leased(NOW)
    later = NOW + timedelta(minutes=3)
    leased(later)
    outbox.finish(late, later)
    promise.refresh_from_db()
    assert promise.done_at is None


def test_a_new_key_is_a_new_generation(promise):
    before = promise.idempotency_key
    outbox.give_back(leased(NOW), NOW, "500", new_key=True)
    promise.refresh_from_db()
    assert (before, promise.idempotency_key) == (f"{promise.key}-1", f"{promise.key}-2")


def test_a_click_may_try_once_before_it_is_due_and_leaves_the_rest_to_the_worker(promise):
    Outbox.objects.update(next_at=NOW + timedelta(hours=1))
    attempt = attempt_of(promise.order)
    assert leased(NOW) is None

    lease = outbox.lease_untried(attempt, Outbox.Kind.OPEN, NOW, seconds=30)
    assert lease.row == promise
    outbox.give_back(lease, NOW, "no answer")
    assert outbox.lease_untried(attempt, Outbox.Kind.OPEN, NOW, seconds=30) is None
    assert leased(NOW + timedelta(seconds=3)).row == promise


def test_what_one_worker_sends_first_is_not_noted_by_one_whose_lease_ran_out(promise):
    late = leased(NOW)
    later = NOW + timedelta(minutes=3)
    leased(later)
    with pytest.raises(outbox.LeaseLost):
        outbox.note_first_sending(late, later, key_life=timedelta(hours=23))
    promise.refresh_from_db()
    assert promise.first_sent_at is None


def test_a_key_older_than_stripe_remembers_is_replaced(promise):
    life = timedelta(hours=23)
    first = outbox.note_first_sending(leased(NOW), NOW, key_life=life)
    promise.refresh_from_db()
    assert (first, promise.generation) == (NOW, 1)

    tomorrow = NOW + timedelta(days=1)
    assert outbox.note_first_sending(leased(tomorrow), tomorrow, key_life=life) == tomorrow
    promise.refresh_from_db()
    assert promise.generation == 2


def test_a_key_holds_the_orders_random_number(promise):
    """A database restored or made anew counts its rows from 1 again; Stripe forgets nothing."""
    assert promise.order.number in promise.idempotency_key


def test_mail_that_waits_keeps_no_money_waiting(promise):
    outbox.finish(leased(NOW), NOW)
    for mail in ("received", "charged"):
        outbox.promise_mail(promise.order, mail)
    outbox.promise_capture(promise.attempt, amount=100, now=NOW)
    capture = Outbox.objects.get(kind="capture")
    Outbox.objects.filter(kind="mail").update(next_at=NOW - timedelta(hours=1))
    Outbox.objects.filter(pk=capture.pk).update(next_at=NOW)
    assert outbox.lease_next(NOW, outbox.MONEY).row == capture
    assert outbox.lease_next(NOW, outbox.MONEY) is None


def test_promising_the_same_twice_is_one_promise(promise):
    outbox.promise_mail(promise.order, "received")
    outbox.promise_mail(promise.order, "received")
    assert Outbox.objects.filter(kind="mail").count() == 1
