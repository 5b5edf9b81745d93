"""`make stop`: ends the shop that `make run` opened, then its embedded database."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from pharmacy.process_notes import NoteHeld, stop_shop


class Command(BaseCommand):
    """The shop first: its worker would start the database again."""

    help = "Stop the shop of this data folder and its embedded PostgreSQL, whoever uses them."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Stop both and say so."""
        try:
            ran = stop_shop(settings.DATA_DIR)
        except NoteHeld as held:
            raise CommandError(str(held)) from held
        self.stdout.write("The shop is closed." if ran else "The shop was not open.")
        call_command("stop_postgres", stdout=self.stdout)
