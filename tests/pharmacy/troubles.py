"""What may go wrong in a shop that runs, and what is said of it; and what goes its way."""

from datetime import timedelta

from django.utils import timezone

from checkout.payment.models import Outbox, StripeEvent
from checkout.running.models import Chore, Heartbeat, Loop
from tests.checkout.shopping import a_placed_order
from tests.factories import a_pack

MINUTE = timedelta(minutes=1)


def silent(loop=Loop.MAIL, ago=61):
    Heartbeat.objects.filter(loop=loop).update(at=timezone.now() - timedelta(seconds=ago))


def never_begun():
    Heartbeat.objects.all().delete()


def wrong_clock():
    silent(ago=-3600)


def promised(ago, kind="open", **values):
    a_placed_order({a_pack(): 1})
    at = timezone.now() - ago * MINUTE
    Outbox.objects.update(kind=kind, next_at=at, created_at=at, **values)


def tried_in_vain():
    """Just now, and again in half an hour."""
    promised(6, tries=7)
    Outbox.objects.update(next_at=timezone.now() + 30 * MINUTE)


def told_by_stripe(ago, **values):
    at = timezone.now() - ago * MINUTE
    StripeEvent.objects.create(id="evt_1", **{"received_at": at, "next_at": at, **values})


def told_in_vain(of="cs_ours"):
    """Looked at just now, and again soon; `of` is a payment page's id."""
    order = a_placed_order({a_pack(): 1})
    order.attempts.update(session_id="cs_ours", state="session_open")
    Outbox.objects.update(done_at=timezone.now())
    told_by_stripe(7, session_id=of, next_at=timezone.now() + MINUTE)


def kept(days, kind="sessions"):
    """The end of the last round of a kind of housekeeping."""
    at = timezone.now() - timedelta(days=days)
    Chore.objects.create(kind=kind, next_at=at, begun_at=at, done_at=at)


def never_kept():
    kept(3)
    kept(2.5, "orders")
    Chore.objects.update(done_at=None)


def closed_for_weeks():
    """Or so it seems, by a clock that is ahead."""
    for kind in Chore.Kind:
        kept(40, kind)


TROUBLES = {
    "a silent loop": (silent, "the worker is silent for a minute: mail"),
    "no worker yet": (
        never_begun,
        "the worker is silent for a minute: "
        "money, mail, price sheets, what pages show, housekeeping",
    ),
    "housekeeping": (
        lambda: kept(2),
        "housekeeping has not come to its end for 2 d 0 h: sessions",
    ),
    "housekeeping from the first": (
        never_kept,
        "housekeeping has not come to its end for 3 d 0 h: sessions, persons of old orders",
    ),
    "housekeeping that waits for somebody": (
        closed_for_weeks,
        "housekeeping has not come to its end for 40 d 0 h:"
        f" {', '.join(str(kind.label) for kind in Chore.Kind)};"
        " is the clock right? Then manage.py forget_old begins it anew",
    ),
    "a wrong clock": (wrong_clock, "the worker is silent for a minute: mail"),
    "promise": (
        lambda: promised(7),
        "what was promised about money is not done: due for 7 min",
    ),
    "promise tried in vain": (
        tried_in_vain,
        "what was promised about money is not done: due for 6 min",
    ),
    "message looked at in vain": (told_in_vain, "a message of Stripe is unread for 7 min"),
    "message": (lambda: told_by_stripe(6), "a message of Stripe is unread for 6 min"),
    "mail": (lambda: promised(16, "mail"), "mail is undelivered for more than 15 min"),
    "mail in vain": (
        lambda: promised(-9, "mail", tries=10),
        "mail is undelivered for more than 15 min",
    ),
}
NO_TROUBLES = {
    "housekeeping of last night": lambda: kept(1.5, "orders"),
    "housekeeping of an hour ago": lambda: kept(0.04),
    "a loop between two beats": lambda: silent(ago=45),
    "a promise just due": lambda: promised(4),
    "a promise kept": lambda: promised(99, done_at=timezone.now()),
    "a message just come": lambda: told_by_stripe(4),
    "a message about nothing of ours": lambda: told_in_vain(of="cs_anothers"),
    "a message read": lambda: told_by_stripe(99, processed_at=timezone.now()),
    "mail on its way": lambda: promised(14, "mail"),
    "mail for a later day": lambda: promised(-900, "mail"),
    "mail sent": lambda: promised(99, "mail", done_at=timezone.now(), tries=12),
}
