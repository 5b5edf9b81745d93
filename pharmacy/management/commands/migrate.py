from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from pharmacy.migrating import refuse_the_middle_of_merged_migrations


class Command(migrate.Command):
    """Django's own, for a database it can go on with."""

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_the_middle_of_merged_migrations(connections[options["database"]])
        super().handle(*args, **options)
