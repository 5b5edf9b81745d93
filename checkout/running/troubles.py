"""What a person has to look after though the shop serves: each in one line that names nobody.

The worker, promises and messages that wait, mail, housekeeping, disk, virus scanner: a few reads,
each by an index, however many orders there are.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, Min, OuterRef, Q
from django.utils.translation import gettext as _

from checkout.order.desk.times import lasting
from checkout.payment.models import Outbox, PaymentAttempt, StripeEvent
from checkout.payment.outbox import UNDELIVERED_AFTER_TRIES
from checkout.prescriptions.files.scanning import scanner_problem
from checkout.running import disk
from checkout.running.heartbeats import silent_loops
from checkout.running.housekeeping import is_unlikely, late
from checkout.running.models import Chore

DUE_FOR = UNREAD_FOR = timedelta(minutes=5)
UNDELIVERED_FOR = timedelta(minutes=15)


def troubles(now: datetime) -> list[str]:
    """What somebody is woken for."""
    found = [
        _of_the_worker(now),
        _of_promises(now),
        _of_stripes_messages(now),
        _of_mail(now),
        _of_the_house(now),
        _of_the_disk(),
        scanner_problem() if settings.CLAMD else "",
    ]
    return [line for line in found if line]


def remarks() -> list[str]:
    """What the shop is set to do without: to be known, and nothing to be woken for."""
    return [] if settings.CLAMD else [scanner_problem()]


def _of_the_worker(now: datetime) -> str:
    silent = silent_loops(now)
    if not silent:
        return ""
    words = _("the worker is silent for a minute: %(loops)s")
    return words % {"loops": ", ".join(str(loop.label) for loop in silent)}


def _of_promises(now: datetime) -> str:
    """By when it was first due: a Stripe that lets nobody in is told, though we go on trying."""
    unkept = Outbox.objects.filter(done_at__isnull=True).exclude(kind=Outbox.Kind.MAIL)
    due = unkept.filter(created_at__lte=now - DUE_FOR)
    oldest = due.aggregate(at=Min("created_at"))["at"]
    if oldest is None:
        return ""
    words = _("what was promised about money is not done: due for %(time)s")
    return words % {"time": lasting(now - oldest)}


def _of_stripes_messages(now: datetime) -> str:
    """Those about a payment we know, and others that nobody has looked at when it was time to.

    One about none of ours is looked at again for days, because we may yet learn of it.
    """
    late, ours = now - UNREAD_FOR, Q(pk__in=())
    for field in ("session_id", "intent_id", "charge_id"):
        ours |= Q(Exists(PaymentAttempt.objects.filter(**{field: OuterRef(field)})))
    unread = StripeEvent.objects.filter(processed_at__isnull=True).filter(
        Q(next_at__lte=late) | Q(received_at__lte=late) & ours
    )
    oldest = unread.aggregate(at=Min("received_at"))["at"]
    if oldest is None:
        return ""
    return _("a message of Stripe is unread for %(time)s") % {"time": lasting(now - oldest)}


def _of_mail(now: datetime) -> str:
    """Not what is promised for a later day."""
    late = Q(next_at__lte=now - UNDELIVERED_FOR) | Q(tries__gte=UNDELIVERED_AFTER_TRIES)
    mails = Outbox.objects.filter(late, done_at__isnull=True, kind=Outbox.Kind.MAIL)
    return _("mail is undelivered for more than 15 min") if mails.exists() else ""


def _of_the_house(now: datetime) -> str:
    """Of each kind, as each is about something else that is kept too long."""
    rows = late(now)
    if not rows:
        return ""
    words = _("housekeeping has not come to its end for %(time)s: %(kinds)s")
    if is_unlikely(rows, now):
        words += "; " + _("is the clock right? Then manage.py forget_old begins it anew")
    kinds = ", ".join(str(Chore.Kind(row.kind).label) for row in rows)
    return words % {"time": lasting(now - (rows[0].done_at or rows[0].begun_at)), "kinds": kinds}


def _of_the_disk() -> str:
    """No file is taken on a full one; all else is sold as before."""
    try:
        room = disk.room()
    except OSError:
        return _("DATA is not there")
    if not disk.is_writable():
        return _("DATA cannot be written to")
    if room.left < disk.LEAST_BYTES:
        return _("the disk of DATA is full to the last 100 MB")
    if room.percent >= disk.LITTLE_PERCENT:
        return ""
    return _("the disk of DATA is nearly full: %(percent)s %% left") % {"percent": room.percent}
