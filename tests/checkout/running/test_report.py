"""The daily report says what happened and what wants attention, and names nobody."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from checkout.order import repairs
from checkout.order.models import Order
from checkout.payment import outbox
from checkout.payment.models import LedgerEntry, Outbox, PaymentAttempt, Reconciliation
from checkout.payment.sync import sync
from checkout.running import disk
from checkout.running.actions import mail_of
from checkout.running.disk import Room
from checkout.running.models import Heartbeat, Loop
from checkout.running.report import Days
from checkout.running.report_letter import letter_of
from checkout.running.report_reads import began, read_report
from tests.catalog.admin.conftest import staff as signed_in
from tests.catalog.generated.test_plans import GROWS, plans_of
from tests.checkout.order.desk.at_the_desk import charged_order, held_order
from tests.checkout.payment.purchases import an_order, paid
from tests.checkout.shopping import attempt_of
from tests.factories import a_dosage, a_medicine, a_pack, a_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sandbox")]
DAY = timedelta(days=1)
DISPUTED = "4000000000000259"
ODD = "Stripe tells another story of this payment than we do."


@pytest.fixture(autouse=True)
def all_well(monkeypatch):
    """A worker that was heard of just now and a disk with room."""
    monkeypatch.setattr(disk, "room", lambda: Room(50 * 1024**3, 50))
    Heartbeat.objects.bulk_create(Heartbeat(loop=loop, at=timezone.now()) for loop in Loop)


def today():
    day = timezone.localdate()
    return Days(day, day)


def report():
    """Of today, so that what a test has just done is in it."""
    return read_report(today(), timezone.now())


def text():
    return mail_of(report()).text


def test_a_quiet_day_is_all_well():
    found = report()
    assert found.things == 0
    assert letter_of(found).subject.endswith(": all well")
    assert "What needs attention" not in text()


def test_orders_and_their_money_are_summed(sandbox):
    held_order(sandbox)
    charged_order(sandbox, packs=2)
    found = report()
    assert (found.orders, found.ordered) == (2, Decimal("213.90"))
    assert dict(found.states) == {"awaiting_pharmacist": 1, "paid": 1}
    assert found.moved.held == Decimal("213.90")
    assert found.moved.taken == Decimal("140.95")
    assert found.open.held == Decimal("72.95")
    assert "Orders placed: 2\n- Their sum: $213.90" in text()
    assert "Now awaiting the pharmacist: 1" in text()


def test_money_given_back_and_money_on_its_way_back(sandbox):
    order = charged_order(sandbox)
    attempt, at = attempt_of(order), timezone.now()
    repairs.refund(attempt, amount=Decimal("20.00"), by=a_user(), reason="Damaged", now=at)
    assert report().open.going_back == Decimal("20.00")
    for kind, amount, name in (
        ("refunded", 2000, "re_1"),
        ("refund_failed", 500, "re_1"),
        ("disputed", 5000, "du_1"),
    ):
        LedgerEntry.objects.create(attempt=attempt, kind=kind, amount=amount, stripe_id=name, at=at)
    moved = report().moved
    assert (moved.given_back, moved.taken_back) == (Decimal("15.00"), Decimal("50.00"))


def test_of_a_dispute_what_may_still_be_won_is_told_put_aside_or_not(sandbox):
    order = paid(sandbox, card=DISPUTED)
    assert report().open.disputed == Decimal("56.95")
    repairs.put_aside(attempt_of(order), by=None, now=timezone.now())
    assert report().open.disputed == Decimal("56.95")
    sandbox.close_dispute(sandbox.open_disputes()[0], won=False)
    sync(attempt_of(order).pk)
    assert report().open.disputed == 0


def test_another_days_orders_and_money_are_another_reports(sandbox):
    charged_order(sandbox)
    yesterday = Days(today().first - DAY, today().first - DAY)
    found = read_report(yesterday, timezone.now())
    assert (found.orders, found.ordered, found.moved.taken) == (0, 0, 0)


def test_a_day_is_one_of_the_shops_clock(settings):
    settings.TIME_ZONE = "America/New_York"
    assert began(date(2026, 11, 26)) == datetime.fromisoformat("2026-11-26T05:00+00:00")


def test_what_calls_for_a_person_is_counted_once_an_order_and_leads_to_its_desk(sandbox):
    odd, ending, stuck = (held_order(sandbox) for _ in range(3))
    odd.attempts.update(needs_attention=ODD)
    odd.attempts.update(capture_before=timezone.now() + timedelta(hours=9))
    ending.attempts.update(capture_before=timezone.now() + timedelta(hours=9))
    outbox.promise_mail(stuck, "link")
    Outbox.objects.filter(parameters__mail="link").update(tries=6)
    found = report()
    assert found.things == found.calling.orders == 3
    assert (found.calling.payments, found.calling.in_vain, found.calling.holds_end) == (1, 1, 2)
    assert letter_of(found).subject.endswith(": 3 things want attention")
    owner = signed_in()
    for link in links_of(mail_of(found).text):
        assert owner.get(link.removeprefix("http://localhost:8000")).status_code == 200
    shown = owner.get("/admin/order/order/?hold=48").context["cl"].result_count
    assert shown == 2


def links_of(words):
    return [word for word in words.split() if word.startswith("http://localhost:8000/")]


def test_an_approved_order_that_ends_unpaid_soon_is_among_them(sandbox):
    order = charged_order(sandbox)
    PaymentAttempt.objects.filter(order=order).update(state="released", captured=0, pays=False)
    Order.objects.filter(pk=order.pk).update(
        status="approved_awaiting_payment", payment_due_at=timezone.now() + DAY
    )
    assert report().calling.unpaid == 1
    assert "Approved orders that end unpaid within 48 h: 1" in text()


def test_what_comparing_with_stripe_found_is_told():
    for differences, unexplained, finished in ((2, 1, timezone.now()), (1, 0, None)):
        Reconciliation.objects.create(
            span="nightly",
            started_at=timezone.now(),
            finished_at=finished,
            differences=differences,
            unexplained=unexplained,
        )
    found = report()
    assert found.things == 1
    assert (found.compared.differences, found.compared.broken_off) == (3, 1)
    assert "Differences to Stripe that nothing explains: 1" in text()
    assert "Differences found: 3" in text()
    assert "Comparisons that were broken off: 1" in text()


def test_what_health_says_is_told_and_counts(settings):
    Heartbeat.objects.filter(loop="mail").delete()
    found = report()
    assert found.things == 1
    assert letter_of(found).subject.endswith(": 1 thing wants attention")
    assert "- The worker is silent for a minute: mail" in text()
    assert "- Files are not scanned for viruses: CLAMD_URL is not set" in text()


def test_dosages_out_of_stock_are_a_number():
    a_pack(a_dosage(a_medicine("Baclofen"), units_on_hand=59))
    a_pack(a_dosage(a_medicine("Ibuprofen"), units_on_hand=600))
    assert report().sold_out == "1"
    assert "Dosages sold out: 1" in text()


def test_nobody_and_nothing_is_named(sandbox):
    """Neither in the words nor in the subject nor in an address that it links."""
    order = charged_order(sandbox)
    order.attempts.update(needs_attention=f"{ODD} {order.number}")
    held_order(sandbox)
    sent = mail_of(report())
    for told in (order.number, "sam", "example.com/", "Sam", "Baclofen", "10 mg", "Exampletown"):
        for part in (sent.subject, sent.text, sent.html):
            assert told not in part, told


def test_it_is_in_the_shops_look_as_text_and_as_html():
    sent = mail_of(report())
    for words in ("Money that moved", "Orders", "Open Today", "All well."):
        assert words in sent.text
        assert words in sent.html
    assert "None" not in sent.text + sent.html


def test_it_takes_few_reads_and_none_of_a_whole_table(sandbox):
    charged_order(sandbox)
    an_order()
    with CaptureQueriesContext(connection) as queries:
        report()
    assert len(queries) <= 20
    for sql, plan in plans_of(queries.captured_queries):
        assert not GROWS.search(plan), f"{sql}\n{plan}"


@pytest.mark.parametrize(
    ("told_before", "first"),
    [(None, 26), (27, 26), (26, 26), (24, 24), (1, 1)],
)
def test_the_days_a_report_is_of(told_before, first):
    before = told_before and date(2026, 11, told_before)
    days = Days.told_on(date(2026, 11, 27), told_before=before)
    assert (days.first, days.last) == (date(2026, 11, first), date(2026, 11, 26))


def test_after_a_long_pause_a_month_is_told():
    days = Days.told_on(date(2026, 11, 27), told_before=date(2026, 1, 1))
    assert days.first == date(2026, 10, 27)
