"""The worker looks after each payment, whatever one promise, another or the database does."""

from datetime import timedelta

import pytest
from django.db import InterfaceError, OperationalError
from django.utils import timezone

from checkout.payment import keepers, worker
from checkout.payment import sync as syncing
from checkout.payment.models import Outbox, PaymentAttempt, StripeEvent
from checkout.payment.outbox import SHOPPER_FIRST
from checkout.payment.paying import payment_page, synced_quietly
from checkout.payment.worker import keep_next_about_money, process_event
from tests.checkout.payment.webhooks import arrive
from tests.checkout.shopping import a_placed_order, attempt_of, let_the_worker_work, refreshed
from tests.factories import a_dosage, a_medicine, a_pack

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sandbox")]

DECLINED = "4000000000000002"


def an_open_order():
    order = a_placed_order({a_pack(a_dosage(a_medicine())): 1})
    assert payment_page(order, now=timezone.now()).url
    return order


@pytest.mark.parametrize("away", [OperationalError, InterfaceError])
def test_a_database_that_goes_away_leaves_the_promise_to_its_lease(monkeypatch, away):
    a_placed_order({a_pack(): 1})

    def lost(lease, now):
        raise away("the connection is closed")

    monkeypatch.setitem(keepers.KEEPERS, Outbox.Kind.OPEN, lost)
    now = timezone.now() + SHOPPER_FIRST
    with pytest.raises(away):
        keep_next_about_money(now)
    row = Outbox.objects.get()
    assert row.done_at is None
    assert row.leased_until > now


def test_one_broken_payment_keeps_no_other_from_being_looked_after(sandbox, monkeypatch):
    broken, good = an_open_order(), an_open_order()
    sandbox.pay(attempt_of(good).session_id)
    PaymentAttempt.objects.filter(order=broken).update(
        watched_at=timezone.now() - timedelta(hours=1)
    )
    sync = syncing.sync

    def sometimes(attempt_id):
        if attempt_id == attempt_of(broken).pk:
            raise ValueError("an impossible amount")
        return sync(attempt_id)

    monkeypatch.setattr(syncing, "sync", sometimes)
    let_the_worker_work(after=timedelta(minutes=6))
    assert refreshed(good).status == "awaiting_pharmacist"
    assert attempt_of(broken).needs_attention == "Not brought up to date: ValueError"

    monkeypatch.setattr(syncing, "sync", sync)
    let_the_worker_work(after=timedelta(minutes=12))
    assert attempt_of(broken).needs_attention == ""


def test_a_declined_card_is_heard_of_by_webhook_alone(sandbox):
    order = an_open_order()
    sandbox.pay(attempt_of(order).session_id, DECLINED)

    sandbox.deliver(arrive)
    let_the_worker_work()
    assert attempt_of(order).decline_reason == "generic_decline"
    assert not StripeEvent.objects.filter(processed_at=None).exists()


def test_one_look_answers_all_that_was_heard_of_a_payment_before_it(sandbox, monkeypatch):
    """What comes while we look may be about something later, and is looked up for itself."""
    order, other = an_open_order(), an_open_order()
    for placed in (order, other):
        sandbox.pay(attempt_of(placed).session_id)
        synced_quietly(placed)
    sandbox.deliver(arrive)
    intent, looked = attempt_of(order).intent_id, []
    StripeEvent.objects.exclude(intent_id=intent).update(next_at=timezone.now() + timedelta(days=1))

    def look(attempt_id):
        looked.append(attempt_id)
        StripeEvent.objects.create(id="evt_later", type="charge.refunded", intent_id=intent)
        return True

    monkeypatch.setattr(worker, "synced", look)
    pending = StripeEvent.objects.filter(processed_at=None)
    assert pending.filter(intent_id=intent).count() > 2
    assert process_event(timezone.now())
    assert looked == [attempt_of(order).pk]
    assert [event.pk for event in pending.filter(intent_id=intent)] == ["evt_later"]
    assert pending.exclude(intent_id=intent).exists()
