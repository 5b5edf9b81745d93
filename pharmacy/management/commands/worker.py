"""The background process: payments and mail."""

import signal
import time

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections
from django.utils import timezone

from checkout.payment.worker import work

IDLE_SECONDS = 0.5
DATABASE_AWAY_SECONDS = 2


class Command(BaseCommand):
    help = "Keeps the promises in the outbox and follows payments, until it is stopped."

    def handle(self, *args, **options):
        self.running = True
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        while self.running:
            self.work_once()

    def work_once(self):
        close_old_connections()
        try:
            busy = work(timezone.now())
        except OperationalError as away:
            self.stderr.write(f"The database is away, trying again: {away}")
            time.sleep(DATABASE_AWAY_SECONDS)
        else:
            if not busy:
                time.sleep(IDLE_SECONDS)

    def stop(self, *args):
        self.running = False
