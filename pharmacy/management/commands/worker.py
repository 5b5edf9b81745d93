"""The background process: payments, and beside them whatever no card is to wait for."""

import logging
import signal
from threading import Event, Thread

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections, connection

from checkout.duties import DATABASE_AWAY, alive
from checkout.payment.sync import database_now
from checkout.running.heartbeats import living
from checkout.running.loops import LOOPS, Work
from checkout.running.models import Loop
from pharmacy.closing import why_nothing_is_kept
from pharmacy.history.acting import acting

IDLE_SECONDS = 0.5
log = logging.getLogger(__name__)


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
        beside = [loop for loop in LOOPS if loop != Loop.MONEY]
        threads = [
            Thread(target=self.go_on, args=[loop, LOOPS[loop]], name=loop) for loop in beside
        ]
        for thread in threads:
            thread.start()
        self.go_on(Loop.MONEY, LOOPS[Loop.MONEY])
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
