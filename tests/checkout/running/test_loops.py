"""What each loop of the worker does in a turn: one duty ends no other, and none costs much."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog.prices.sheet_reading import read_next_sheet
from checkout.payment.paying import payment_page, synced_quietly
from checkout.running import loops
from checkout.running.loops import LOOPS, MONEY_DUTIES, PAGE_DUTIES, work_on_mail, work_on_money
from checkout.running.models import Loop
from tests.checkout.plans import plan_of
from tests.checkout.shopping import a_placed_order, attempt_of, let_the_worker_work, refreshed
from tests.factories import a_pack

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sandbox")]


def an_open_order():
    order = a_placed_order({a_pack(): 1})
    assert payment_page(order, now=timezone.now()).url
    return order


def test_every_loop_has_its_work():
    assert LOOPS.keys() == set(Loop)


def test_a_duty_that_breaks_keeps_no_other_from_being_done(sandbox, monkeypatch):
    """Such as an order that cannot end: it must not keep every other card waiting."""
    order = an_open_order()
    sandbox.pay(attempt_of(order).session_id)
    monkeypatch.setattr(loops, "MONEY_DUTIES", (broken, *MONEY_DUTIES, broken))
    let_the_worker_work(after=timedelta(minutes=6))
    assert refreshed(order).status == "awaiting_pharmacist"


def broken(now):
    raise ValueError("an impossible order")


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
    "duty", [*MONEY_DUTIES, *PAGE_DUTIES, read_next_sheet], ids=lambda duty: duty.__name__
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
