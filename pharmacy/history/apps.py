from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy

# pgtrigger writes this function anew with every trigger: whoever may `SET pgtrigger.ignore` could
# then change a price and leave no event.
NOTHING_IS_IGNORED = """
CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name) RETURNS boolean
LANGUAGE sql IMMUTABLE AS 'SELECT false'
"""


class HistoryConfig(AppConfig):
    """Who changed what, kept by triggers: an event for every row that comes, changes or goes."""

    name = "pharmacy.history"
    label = "history"
    verbose_name = gettext_lazy("History")

    def ready(self) -> None:
        post_migrate.connect(ignore_nothing, sender=self)


def ignore_nothing(*, using: str, **_kwargs: Any) -> None:
    """After migrating: no session can switch a trigger of pgtrigger's off."""
    with connections[using].cursor() as cursor:
        cursor.execute(NOTHING_IS_IGNORED)
