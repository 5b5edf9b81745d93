"""The background process: payments, and beside them whatever no card is to wait for."""

import logging
import signal
from collections.abc import Callable
from datetime import datetime
from threading import Event, Thread

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections, connection

from catalog.pictures.making import make_next_picture
from catalog.places.folding import fold_next_tallies
from catalog.prices.sheet_reading import read_next_sheet
from catalog.shown.changes import forget_changes
from checkout.duties import DATABASE_AWAY, alive, tried
from checkout.payment.sync import database_now
from checkout.payment.worker import work_on_mail, work_on_money
from checkout.running.actions import send_due_report
from checkout.running.heartbeats import living
from checkout.running.housekeeping import keep_house
from checkout.running.models import Loop
from pharmacy.closing import why_nothing_is_kept
from pharmacy.history.acting import acting

IDLE_SECONDS = 0.5
# What makes pages complete or keeps them quick, and moves neither stock nor money.
PAGE_DUTIES = (make_next_picture, fold_next_tallies, forget_changes)
Work = Callable[[datetime], bool]
log = logging.getLogger(__name__)


def send_mail(now: datetime) -> bool:
    """What is promised, and once a day the owner's report; whether there was any."""
    return any([work_on_mail(now), tried(send_due_report, now)])


def work_on_pages(now: datetime) -> bool:
    """A picture's sizes, a list's counts, what changed long ago; whether there was any."""
    done = [tried(duty, now) for duty in PAGE_DUTIES]
    return any(done)


def keep_house_gently(now: datetime) -> bool:
    """One step, then a pause as if that were all: nobody waits for it, and others sell."""
    tried(keep_house, now)
    return False


class Command(BaseCommand):
    help = "Keeps the promises in the outbox and follows payments, until it is stopped."
    database_away_seconds = 2

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # An Event has a lock that the main thread may hold while a signal comes: a signal only
        # sets `told_to_stop`, and `broken` is how one loop ends the others.
        self.told_to_stop = False
        self.broken = Event()

    def handle(self, *args, **options):
        if why_not := why_nothing_is_kept():
            raise CommandError(why_not)
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self.stop)
        # Each has a thread of its own: a mail server that hangs, a sheet of many prices, a picture
        # to be drawn or a year of what is to be forgotten keeps no card waiting.
        beside = {
            Loop.MAIL: send_mail,
            Loop.SHEETS: read_next_sheet,
            Loop.PAGES: work_on_pages,
            Loop.HOUSE: keep_house_gently,
        }
        threads = [
            Thread(target=self.go_on, args=[loop, work], name=loop) for loop, work in beside.items()
        ]
        for thread in threads:
            thread.start()
        self.go_on(Loop.MONEY, work_on_money)
        for thread in threads:
            thread.join()
        if not self.told_to_stop:
            raise CommandError("One part of the worker broke; the reason stands above.")

    def stop(self, *args):
        self.told_to_stop = True

    def go_on(self, loop: Loop, work: Work):
        try:
            with living(loop):
                while not (self.told_to_stop or self.broken.is_set()):
                    self.work_once(work)
        except Exception:
            # As a line of the log: what Python prints of a thread that ends may name a person.
            log.exception("The worker's loop of %s broke", loop)
        finally:
            # Where one part breaks, the process ends, so that it is started again whole.
            self.broken.set()
            connection.close()

    def work_once(self, work: Work):
        close_old_connections()
        try:
            with acting(command="worker"):
                alive()
                # Of all clocks the database's: what is due is so for every worker, on every host.
                busy = work(database_now())
        except DATABASE_AWAY as away:
            log.warning("The database is away, trying again: %s", away)
            connection.close()
            self.broken.wait(self.database_away_seconds)
        else:
            if not busy:
                self.broken.wait(IDLE_SECONDS)
