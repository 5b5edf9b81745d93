from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from pharmacy.migrating import one_at_a_time, refuse_the_middle_of_merged_migrations


class Command(migrate.Command):
    """Django's own, for a database it can go on with."""

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_the_middle_of_merged_migrations(connections[options["database"]])
        # A backup that is being made is waited for outside of every statement.
        with one_at_a_time():
            super().handle(*args, **options)
