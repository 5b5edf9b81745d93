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
# A session's temporary tables come before all others unless a function says where it looks: whoever
# may make one could have events, or the decisions a prescription is counted by, go or come there.
# For each function of ours, that of pgtrigger, too, which writes its own anew. Without a percent
# sign: a command's name goes along as parameters of the statement, which would take it for one.
SHOPS_TABLES_FIRST = """
DO $$ DECLARE one regprocedure; BEGIN
    FOR one IN
        SELECT oid FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'
        AND pg_has_role(proowner, 'MEMBER')
        AND 'search_path=public, pg_temp' <> ALL (coalesce(proconfig, '{}'))
        AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
    LOOP
        EXECUTE 'ALTER FUNCTION ' || one || ' SET search_path = public, pg_temp';
    END LOOP;
END $$
"""


class HistoryConfig(AppConfig):
    """Who changed what, kept by triggers: an event for every row that comes, changes or goes."""

    name = "pharmacy.history"
    label = "history"
    verbose_name = gettext_lazy("History")

    def ready(self) -> None:
        post_migrate.connect(hold_the_triggers, sender=self)


def hold_the_triggers(*, using: str, **_kwargs: Any) -> None:
    """After migrating: no session can switch a trigger off, or have it write or look elsewhere."""
    with connections[using].cursor() as cursor:
        cursor.execute(NOTHING_IS_IGNORED)
        cursor.execute(SHOPS_TABLES_FIRST)
