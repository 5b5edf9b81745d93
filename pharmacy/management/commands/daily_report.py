"""What the owner's mail says of a day, in the terminal."""

from argparse import ArgumentParser
from datetime import date, timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from checkout.running.actions import mail_of
from checkout.running.report import Days
from checkout.running.report_reads import read_report


class Command(BaseCommand):
    help = "Prints the daily report and sends nothing; what stands open is as it is now."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--day", type=date.fromisoformat, help="such as 2026-11-26; without it yesterday"
        )

    def handle(self, *args: Any, day: date | None, **options: Any) -> None:
        now = timezone.now()
        day = day or timezone.localdate(now) - timedelta(days=1)
        mail = mail_of(read_report(Days(day, day), now))
        self.stdout.write(f"{mail.subject}\n\n{mail.text}")
