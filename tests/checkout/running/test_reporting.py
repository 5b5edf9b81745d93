"""The owner's mail goes out once a day, from seven on, whoever sends it and whatever fails."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from io import StringIO

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from checkout.running import actions
from checkout.running.actions import send_due_report
from checkout.running.loops import send_mail
from checkout.running.models import DailyReport
from checkout.running.report import Days
from checkout.running.report_letter import days_in_words
from tests.checkout.plans import plan_of
from tests.meanwhile import LONG, second_waits

pytestmark = pytest.mark.django_db
SEVEN = datetime(2026, 11, 27, 7, 0, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


class Away(EmailBackend):
    """A mail server that is away."""

    def send_messages(self, messages):
        raise ConnectionRefusedError


def subjects():
    return [sent.subject.partition(":")[0] for sent in mail.outbox]


def test_it_goes_to_the_owner_from_seven_on(settings):
    settings.OWNER_EMAIL = "me@shop.example.com"
    assert not send_due_report(SEVEN - timedelta(seconds=1))
    assert send_due_report(SEVEN)
    [sent] = mail.outbox
    assert sent.to == ["me@shop.example.com"]
    assert subjects() == ["Your shop on 26 November 2026"]


def test_seven_is_seven_by_the_shops_clock(settings):
    settings.TIME_ZONE = "America/New_York"
    assert not send_due_report(SEVEN + 4 * HOUR)
    assert send_due_report(SEVEN + 5 * HOUR)


def test_a_day_has_one_report(settings):
    for after in (0, 1, 5, 16):
        send_due_report(SEVEN + after * HOUR)
    assert len(mail.outbox) == 1
    send_due_report(SEVEN + DAY)
    assert subjects() == ["Your shop on 26 November 2026", "Your shop on 27 November 2026"]


def test_the_worker_sends_it_with_the_other_mail(monkeypatch):
    assert send_mail(SEVEN)
    assert len(mail.outbox) == 1
    assert not send_mail(SEVEN)


def test_days_on_which_no_worker_ran_are_told_with_the_next():
    send_due_report(SEVEN)
    send_due_report(SEVEN + 3 * DAY)
    assert subjects()[-1] == "Your shop on 27 November 2026 to 29 November 2026"
    words = (
        "No report was sent for a while, so this one covers 27 November 2026 to 29 November 2026."
    )
    assert words in mail.outbox[-1].body


def test_a_mail_server_that_is_away_gets_it_later_and_it_is_of_the_same_day(settings):
    delivers = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.Away"
    assert send_due_report(SEVEN)
    assert not send_due_report(SEVEN + timedelta(minutes=14))
    assert send_due_report(SEVEN + timedelta(minutes=15))
    settings.EMAIL_BACKEND = delivers
    assert not send_due_report(SEVEN + timedelta(minutes=44))
    assert send_due_report(SEVEN + timedelta(minutes=45))
    assert subjects() == ["Your shop on 26 November 2026"]
    assert DailyReport.objects.get().tries == 3


def test_a_report_that_nobody_may_read_keeps_no_mail_from_being_sent(monkeypatch):
    """As where grant_web was forgotten after a migrate."""

    def denied(now):
        raise ProgrammingError("permission denied for table running_dailyreport")

    monkeypatch.setattr(actions, "_lease", denied)
    assert not send_mail(SEVEN)


def test_a_whole_day_without_a_mail_server_is_told_on_the_next(settings):
    delivers = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.Away"
    send_due_report(SEVEN - DAY)
    settings.EMAIL_BACKEND = delivers
    DailyReport.objects.create(day=SEVEN.date() - 2 * DAY, next_at=SEVEN, sent_at=SEVEN - 2 * DAY)
    send_due_report(SEVEN)
    assert subjects() == ["Your shop on 25 November 2026 to 26 November 2026"]


def test_what_breaks_is_told_to_the_log_and_keeps_no_mail_waiting(monkeypatch, caplog):
    def breaks(days, now):
        raise ValueError("an impossible sum")

    monkeypatch.setattr(actions, "read_report", breaks)
    assert send_mail(SEVEN)
    assert "The daily report could not be sent" in caplog.text
    assert DailyReport.objects.get().sent_at is None


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_one_sends_it():
    def other_worker():
        try:
            return send_due_report(SEVEN)
        finally:
            connection.close()

    DailyReport.objects.create(day=SEVEN.date(), next_at=SEVEN)
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        assert send_due_report(SEVEN)
        assert pool.submit(other_worker).result(LONG) is False
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_that_begin_a_day_at_once_one_sends_it():
    assert second_waits(partial(send_due_report, SEVEN), partial(send_due_report, SEVEN)) is False
    assert len(mail.outbox) == 1


def test_a_worker_that_died_at_it_leaves_it_to_the_next(monkeypatch):
    monkeypatch.setattr(actions, "read_report", killed)
    with pytest.raises(KeyboardInterrupt):
        send_due_report(SEVEN)
    monkeypatch.undo()
    assert not send_due_report(SEVEN + timedelta(minutes=14, seconds=59))
    assert send_due_report(SEVEN + timedelta(minutes=15))
    assert len(mail.outbox) == 1


def killed(days, now):
    raise KeyboardInterrupt


def test_an_idle_worker_asks_once_and_before_the_hour_not_at_all():
    with CaptureQueriesContext(connection) as early:
        send_due_report(SEVEN - HOUR)
    send_due_report(SEVEN)
    with CaptureQueriesContext(connection) as later:
        send_due_report(SEVEN + HOUR)
    assert not early.captured_queries
    [asked] = [query["sql"] for query in later.captured_queries]
    assert "running_dailyreport_pkey" in plan_of(asked)


def test_the_command_prints_a_day_and_sends_nothing():
    out = StringIO()
    call_command("daily_report", "--day=2026-11-26", stdout=out)
    assert out.getvalue().startswith("Your shop on 26 November 2026: ")
    assert "Orders placed: 0" in out.getvalue()
    assert mail.outbox == []
    assert not DailyReport.objects.exists()


def test_the_command_takes_yesterday_where_no_day_is_named():
    out, yesterday = StringIO(), timezone.localdate() - DAY
    call_command("daily_report", stdout=out)
    words = days_in_words(Days(yesterday, yesterday))
    assert out.getvalue().startswith(f"Your shop on {words}: ")
