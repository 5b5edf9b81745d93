"""`make stop` for the embedded database: stops it whoever uses it."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from pharmacy.embedded_postgres import PostgresError
from pharmacy.embedded_postgres.base import server_of


class Command(BaseCommand):
    """Does nothing to a server of your own (DATABASE_URL)."""

    help = "Stop the embedded PostgreSQL, also while processes use it."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Stop it and say so."""
        database = settings.DATABASES["default"]
        if database["ENGINE"] != "pharmacy.embedded_postgres":
            self.stdout.write("DATABASE_URL names the database server: it is left alone.")
            return
        try:
            ran = server_of(database).stop()
        except PostgresError as error:
            raise CommandError(str(error)) from error
        self.stdout.write("PostgreSQL is stopped." if ran else "PostgreSQL was not running.")
