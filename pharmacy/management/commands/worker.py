"""The background process: payments, and mail beside them."""

import signal
from collections.abc import Callable
from datetime import datetime
from threading import Event, Thread

from django.core.management.base import BaseCommand
from django.db import close_old_connections, connection
from django.utils import timezone

from checkout.payment.worker import DATABASE_AWAY, work_on_mail, work_on_money

IDLE_SECONDS = 0.5
Work = Callable[[datetime], bool]


class Command(BaseCommand):
    help = "Keeps the promises in the outbox and follows payments, until it is stopped."

    database_away_seconds = 2

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.stopped = Event()

    def handle(self, *args, **options):
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *args: self.stopped.set())
        # Mail has a thread of its own: a mail server that hangs keeps no card waiting.
        mail = Thread(target=self.go_on, args=[work_on_mail], name="mail")
        mail.start()
        self.go_on(work_on_money)
        mail.join()

    def go_on(self, work: Work):
        try:
            while not self.stopped.is_set():
                self.work_once(work)
        finally:
            # Where one half breaks, the process ends and is started again whole.
            self.stopped.set()
            connection.close()

    def work_once(self, work: Work):
        close_old_connections()
        try:
            busy = work(timezone.now())
        except DATABASE_AWAY as away:
            self.stderr.write(f"The database is away, trying again: {away}")
            connection.close()
            self.stopped.wait(self.database_away_seconds)
        else:
            if not busy:
                self.stopped.wait(IDLE_SECONDS)
