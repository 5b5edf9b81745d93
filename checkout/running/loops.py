"""What the worker does: its loops side by side, and what each does in a turn, in order."""

from collections.abc import Callable, Iterable
from datetime import datetime

from catalog.lots.actions import withdraw_next_expired
from catalog.pictures.making import make_next_picture
from catalog.places.folding import fold_next_tallies
from catalog.prices.schedule.applying import apply_next_scheduled
from catalog.prices.sheet_reading import read_next_sheet
from catalog.shown.changes import forget_changes
from checkout.duties import tried
from checkout.order.overdue import end_unanswered, expire_next, warn_next
from checkout.payment.reconciling import reconcile_nightly, reconcile_open
from checkout.payment.worker import keep_next_about_money, keep_next_mail, process_event, watch
from checkout.payment.wrong_clock import heed_messages_put_off, heed_promises_put_off
from checkout.running.actions import send_due_report
from checkout.running.housekeeping import keep_house
from checkout.running.models import Loop
from checkout.waiting.actions import tell_next

Work = Callable[[datetime], bool]

# What Stripe has is compared first: what was paid after the backup of a restored shop has to be
# known before a page is opened or given up.
MONEY_DUTIES: tuple[Work, ...] = (
    reconcile_nightly,
    keep_next_about_money,
    process_event,
    watch,
    heed_promises_put_off,
    heed_messages_put_off,
    reconcile_open,
    apply_next_scheduled,
    expire_next,
    end_unanswered,
    warn_next,
    withdraw_next_expired,
)
MAIL_DUTIES: tuple[Work, ...] = (keep_next_mail, tell_next)
# What makes pages complete or keeps them quick, and moves neither stock nor money.
PAGE_DUTIES: tuple[Work, ...] = (make_next_picture, fold_next_tallies, forget_changes)


def work_on_money(now: datetime) -> bool:
    """Do what is due first of each: a promise, an event, a look, what time brings to what is sold.

    Returns whether there was any.
    """
    return _one_of_each(MONEY_DUTIES, now)


def work_on_mail(now: datetime) -> bool:
    """Send the mail that is due first, and one to who waits for stock; whether there was any."""
    return _one_of_each(MAIL_DUTIES, now)


def send_mail(now: datetime) -> bool:
    """What is promised, and once a day the owner's report; whether there was any."""
    return any([work_on_mail(now), tried(send_due_report, now)])


def work_on_pages(now: datetime) -> bool:
    """A picture's sizes, a list's counts, what changed long ago; whether there was any."""
    return _one_of_each(PAGE_DUTIES, now)


def keep_house_gently(now: datetime) -> bool:
    """One step, then a pause as if that were all: nobody waits for it, and others sell."""
    tried(keep_house, now)
    return False


def _one_of_each(duties: Iterable[Work], now: datetime) -> bool:
    """One of each kind a turn: a heap of promises must not keep Stripe's messages waiting."""
    done = [tried(duty, now) for duty in duties]
    return any(done)


# Each has a thread of its own: a mail server that hangs, a sheet of many prices, a picture to be
# drawn or a year of what is to be forgotten keeps no card waiting.
LOOPS: dict[Loop, Work] = {
    Loop.MONEY: work_on_money,
    Loop.MAIL: send_mail,
    Loop.SHEETS: read_next_sheet,
    Loop.PAGES: work_on_pages,
    Loop.HOUSE: keep_house_gently,
}
