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


def test_a_leased_promise_is_nobody_elses_until_the_lease_runs_out(promise):
    assert outbox.lease_next(NOW).row == promise
    assert outbox.lease_next(NOW) is None
    assert outbox.lease_next(NOW + timedelta(seconds=119)) is None
    assert outbox.lease_next(NOW + timedelta(seconds=121)).row == promise


def test_a_kept_promise_is_never_taken_again(promise):
    outbox.finish(outbox.lease_next(NOW), NOW)
    assert outbox.lease_next(NOW + timedelta(days=30)) is None


def test_each_failure_waits_longer_but_never_over_half_an_hour(promise):
    now, waits = NOW, []
    for _ in range(14):
        outbox.give_back(outbox.lease_next(now), now, "no answer")
        promise.refresh_from_db()
        waits.append((promise.next_at - now).total_seconds())
        now = promise.next_at
    assert waits[:4] == [2, 4, 8, 16]
    assert waits[-1] == 1800
    assert promise.last_error == "no answer"


def test_a_worker_whose_lease_ran_out_cannot_finish_what_another_took(promise):
    late = outbox.lease_next(NOW)
    later = NOW + timedelta(minutes=3)
    outbox.lease_next(later)
    outbox.finish(late, later)
    promise.refresh_from_db()
    assert promise.done_at is None


def test_a_new_key_is_a_new_generation(promise):
    before = promise.idempotency_key
    outbox.give_back(outbox.lease_next(NOW), NOW, "500", new_key=True)
    promise.refresh_from_db()
    assert (before, promise.idempotency_key) == (f"{promise.key}-1", f"{promise.key}-2")


def test_a_click_may_take_a_promise_before_it_is_due(promise):
    Outbox.objects.update(next_at=NOW + timedelta(hours=1))
    attempt = attempt_of(promise.order)
    assert outbox.lease_next(NOW) is None
    assert outbox.lease_of(attempt, Outbox.Kind.OPEN, NOW, seconds=20).row == promise
    assert outbox.lease_of(attempt, Outbox.Kind.OPEN, NOW, seconds=20) is None


def test_promising_the_same_twice_is_one_promise(promise):
    outbox.promise_mail(promise.order, "received")
    outbox.promise_mail(promise.order, "received")
    assert Outbox.objects.filter(kind="mail").count() == 1
