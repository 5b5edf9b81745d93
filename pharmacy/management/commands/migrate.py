from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from pharmacy.migrating import (
    in_nobodys_way,
    one_at_a_time,
    refuse_the_middle_of_merged_migrations,
)


class Command(migrate.Command):
    """Django's own, for a database it can go on with."""

    def handle(self, *args: Any, **options: Any) -> None:
        database = connections[options["database"]]
        refuse_the_middle_of_merged_migrations(database)
        # A backup that is being made is waited for outside of every statement.
        with one_at_a_time(), in_nobodys_way(database):
            super().handle(*args, **options)
