"""A clock that was wrong for a while keeps no card waiting once it is right again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from checkout.payment import outbox
from checkout.payment.models import Outbox, StripeEvent
from checkout.payment.wrong_clock import heed_messages_put_off, heed_promises_put_off
from tests.checkout.shopping import a_placed_order, let_the_worker_work, refreshed
from tests.factories import a_pack

pytestmark = pytest.mark.django_db

YEARS = timedelta(days=3650)


def test_what_was_promised_then_is_done_now(sandbox):
    order = a_placed_order({a_pack(): 1}, now=timezone.now() + YEARS)
    let_the_worker_work()
    assert order.outbox.get().done_at is not None


def test_what_was_tried_then_is_tried_now(sandbox):
    order = a_placed_order({a_pack(): 1})
    then = timezone.now() + YEARS
    outbox.give_back(outbox.lease_next(then, Outbox.Kind), then, "no answer")
    let_the_worker_work()
    assert order.outbox.get().done_at is not None


def test_who_died_then_with_a_promise_in_hand_holds_it_no_longer(sandbox):
    order = a_placed_order({a_pack(): 1})
    assert outbox.lease_next(timezone.now() + YEARS, Outbox.Kind)
    let_the_worker_work()
    assert order.outbox.get().done_at is not None


def test_what_stripe_said_then_is_read_now():
    then = timezone.now() + YEARS
    StripeEvent.objects.create(id="evt_1", type="charge.captured", received_at=then, next_at=then)
    now = timezone.now()
    assert heed_messages_put_off(now)
    assert StripeEvent.objects.get().next_at == now
    assert not heed_messages_put_off(now)


def test_what_is_for_a_later_day_stays_so_and_what_waits_its_turn_as_well():
    now = timezone.now()
    order = refreshed(a_placed_order({a_pack(): 1}))
    outbox.promise_mail(order, "still_waiting", at=now + timedelta(days=7))
    outbox.give_back(outbox.lease_next(now + timedelta(minutes=1), ["open"]), now, "no answer")
    Outbox.objects.filter(kind="open").update(next_at=now + timedelta(hours=1))
    assert not heed_promises_put_off(now)
