"""The daily report of a shop there is not, to look at before the first one comes."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.texts.told import Why
from checkout.mail import SampleMail
from checkout.order.states import OrderState
from checkout.running.actions import mail_of
from checkout.running.report import Calling, Compared, Days, Kept, Moved, Open, Report


def sample_report(now: datetime) -> Iterator[SampleMail]:
    mail = mail_of(_a_report_told_at(now))
    yield SampleMail("daily_report", _("To the owner, every morning"), mail, Why.STAFF)


def _a_report_told_at(now: datetime) -> Report:
    last = timezone.localtime(now).date() - timedelta(days=1)
    return Report(
        days=Days(last - timedelta(days=1), last),
        orders=14,
        ordered=Decimal("1264.30"),
        states=((OrderState.AWAITING_PHARMACIST, 3), (OrderState.PAID, 2)),
        moved=Moved(Decimal("1264.30"), Decimal("980.00"), Decimal("20.00"), Decimal("0.00")),
        open=Open(Decimal("214.30"), Decimal("20.00"), Decimal("0.00")),
        compared=Compared(differences=1, unexplained=0, broken_off=0),
        calling=Calling(orders=2, payments=1, in_vain=0, holds_end=1, unpaid=0),
        sold_out="4",
        house=Kept(now - timedelta(hours=3), 1264),
        troubles=(_("mail is undelivered for more than 15 min"),),
        remarks=(_("files are not scanned for viruses: CLAMD_URL is not set"),),
    )
