"""Sends the owner one report a day, from seven o'clock on by the shop's clock."""

import logging
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from checkout.duties import DATABASE_AWAY
from checkout.mail import Mail
from checkout.mailing import written
from checkout.running.models import DailyReport
from checkout.running.report import Days, Report
from checkout.running.report_letter import letter_of, tables_of
from checkout.running.report_reads import read_report

FROM = time(7)
# A worker that dies with the day in hand leaves it to the next one.
LEASE, LONGEST_WAIT = timedelta(minutes=15), timedelta(hours=1)
log = logging.getLogger(__name__)


def send_due_report(now: datetime) -> bool:
    """Mail the day's report where it is due and nobody has; whether it was tried.

    What cannot be sent is tried again, ever later; what breaks keeps no other mail from being sent.
    """
    due = _lease(now)
    if due is None:
        return False
    try:
        mail_of(read_report(_days(due.day), now)).send([settings.OWNER_EMAIL])
    except DATABASE_AWAY:
        raise
    except OSError as refused:
        log.warning("The daily report was not taken: %s", type(refused).__name__)
    except Exception:
        log.exception("The daily report could not be sent")
    else:
        DailyReport.objects.filter(pk=due.pk).update(sent_at=now)
        log.info("The daily report is sent")
    return True


def mail_of(report: Report) -> Mail:
    """In the shop's look."""
    link = f"{settings.SITE_URL}{reverse('admin:index')}"
    return written(letter_of(report), link=link, greeting=_("Hello,"), tables=tables_of(report))


def _days(day: date) -> Days:
    sent = DailyReport.objects.filter(sent_at__isnull=False, day__lt=day).order_by("-day")
    return Days.told_on(day, told_before=sent.values_list("day", flat=True).first())


def _lease(now: datetime) -> DailyReport | None:
    """The row of the day, ours for a quarter of an hour and, try by try, for longer.

    One statement where there is nothing to do, none before the hour.
    """
    here = timezone.localtime(now)
    if here.time() < FROM:
        return None
    of_today = DailyReport.objects.filter(pk=here.date())
    known = of_today.first()
    if known and (known.sent_at or known.next_at > now):
        return None
    with transaction.atomic():
        if known is None:
            row = DailyReport(day=here.date(), next_at=now)
            DailyReport.objects.bulk_create([row], ignore_conflicts=True)
        due = of_today.filter(sent_at__isnull=True, next_at__lte=now)
        leased = due.select_for_update(skip_locked=True).first()
        if leased:
            leased.tries += 1
            wait = min(LEASE * 2 ** min(leased.tries - 1, 9), LONGEST_WAIT)
            leased.next_at = now + wait
            leased.save(update_fields=["tries", "next_at"])
    return leased
