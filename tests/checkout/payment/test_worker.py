"""The worker goes on, whatever one promise, one payment or the database does."""

import signal
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import InterfaceError, OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog.prices.sheet_reading import read_next_sheet
from checkout.payment import keepers, worker
from checkout.payment import sync as syncing
from checkout.payment.models import Outbox, PaymentAttempt, StripeEvent
from checkout.payment.outbox import SHOPPER_FIRST
from checkout.payment.paying import payment_page, synced_quietly
from checkout.payment.worker import process_event, work_on_mail, work_on_money
from checkout.running.models import Loop
from pharmacy.management.commands.worker import (
    PAGE_DUTIES,
    Command,
    keep_house_gently,
    send_mail,
    work_on_pages,
)
from tests.checkout.payment.webhooks import arrive
from tests.checkout.plans import plan_of
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
        work_on_money(now)
    row = Outbox.objects.get()
    assert row.done_at is None
    assert row.leased_until > now


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("away", [OperationalError, InterfaceError])
def test_the_process_survives_a_database_that_goes_away(away, caplog):
    command = Command()
    turns = []

    def work(now):
        turns.append(now)
        if len(turns) == 1:
            raise away("the connection is closed")
        command.stop()
        return True

    command.database_away_seconds = 0
    command.go_on(Loop.MONEY, work)
    assert len(turns) == 2
    assert "database is away" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_the_process_goes_by_the_clock_of_the_database(monkeypatch):
    """Else a host that is years ahead would end every order and withdraw every lot."""
    really, told = timezone.now(), []
    monkeypatch.setattr(timezone, "now", lambda: really + timedelta(days=730))
    Command().work_once(lambda now: bool(told.append(now)) or True)
    assert timedelta() <= told[0] - really < timedelta(hours=1)


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


def test_a_duty_that_breaks_keeps_no_other_from_being_done(sandbox, monkeypatch):
    """Such as an order that cannot end: it must not keep every other card waiting."""
    order = an_open_order()
    sandbox.pay(attempt_of(order).session_id)
    monkeypatch.setattr(worker, "DUTIES", (broken, *worker.DUTIES, broken))
    let_the_worker_work(after=timedelta(minutes=6))
    assert refreshed(order).status == "awaiting_pharmacist"


def test_a_declined_card_is_heard_of_by_webhook_alone(sandbox):
    order = an_open_order()
    sandbox.pay(attempt_of(order).session_id, DECLINED)

    sandbox.deliver(arrive)
    let_the_worker_work()
    assert attempt_of(order).decline_reason == "generic_decline"
    assert not StripeEvent.objects.filter(processed_at=None).exists()


INDEXES = {
    "keep_next_about_money": "outbox_due",
    "process_event": "event_pending",
    "watch": "attempt_live",
    "reconcile_open": "reconciliation_latest",
    "reconcile_nightly": "reconciliation_latest",
    "expire_next": "order_waits_for_payment",
    "end_unanswered": "order_waits_for_the_patient",
    "warn_next": "attempt_hold_ends",
    "withdraw_next_expired": "lot_that_is_not_withdrawn",
    "apply_next_scheduled": "scheduled_price_due",
    "make_next_picture": "picture_waits_for_its_sizes",
    "read_next_sheet": "sheets_to_read",
    "forget_changes": "shown_change_by_time",
    "fold_next_tallies": "tallies_to_fold",
    "heed_promises_put_off": "outbox_due",
    "heed_messages_put_off": "event_pending",
}


@pytest.mark.parametrize(
    "duty", [*worker.DUTIES, *PAGE_DUTIES, read_next_sheet], ids=lambda duty: duty.__name__
)
def test_an_idle_worker_asks_for_little_and_finds_it_by_its_index(sandbox, duty):
    """Twice a second for years: among all orders there ever were it looks for those that wait."""
    let_the_worker_work()
    with CaptureQueriesContext(connection) as asked:
        assert not duty(timezone.now())
    reads = [query["sql"] for query in asked if query["sql"].split()[0] in ("SELECT", "DELETE")]
    assert len(reads) == (2 if duty.__name__ == "warn_next" else 1)
    for sql in reads:
        assert INDEXES[duty.__name__] in plan_of(sql)


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


def test_mail_is_no_business_of_the_money_loop(sandbox):
    order = an_open_order()
    sandbox.pay(attempt_of(order).session_id)
    synced_quietly(order)
    now = timezone.now()
    while work_on_money(now):
        pass
    assert mail.outbox == []
    while work_on_mail(now):
        pass
    assert len(mail.outbox) == 1


@pytest.fixture
def no_signals(monkeypatch):
    """The command's handlers by signal, instead of the test process having them."""
    handlers = {}
    monkeypatch.setattr("signal.signal", lambda name, handler: handlers.update({name: handler}))
    return handlers


def test_the_command_stops_when_it_is_told_to(monkeypatch, no_signals):
    """All of its parts, all but money in threads of their own."""
    parts = {}

    def told_to_stop(command, loop, work):
        parts[loop] = work
        no_signals[signal.SIGTERM]()

    monkeypatch.setattr(Command, "go_on", told_to_stop)
    call_command("worker")
    assert parts == {
        "money": work_on_money,
        "mail": send_mail,
        "sheets": read_next_sheet,
        "pages": work_on_pages,
        "house": keep_house_gently,
    }
    assert parts.keys() == set(Loop)


@pytest.mark.django_db(transaction=True)
def test_a_part_that_breaks_ends_the_whole_as_a_failure(monkeypatch, no_signals):
    monkeypatch.setattr("pharmacy.management.commands.worker.work_on_mail", broken)
    monkeypatch.setattr("pharmacy.management.commands.worker.work_on_money", lambda now: True)
    with pytest.raises(CommandError, match="One part of the worker broke"):
        call_command("worker")


def broken(now):
    raise ValueError("an impossible mail")
