"""The table of Django's cache, as `createcachetable` makes it.

Unlogged: what is counted for minutes waits for no disk, and a crash of the database forgets it.
"""

from django.db import migrations

CACHE = """
    CREATE UNLOGGED TABLE shared_cache (
        cache_key varchar(255) NOT NULL PRIMARY KEY,
        value text NOT NULL,
        expires timestamp with time zone NOT NULL
    );
    CREATE INDEX shared_cache_expires ON shared_cache (expires);
"""


class Migration(migrations.Migration):
    replaces = [("accounts", "0006_tries_are_counted_for_all_processes")]
    dependencies = [("accounts", "0002_guests_orders_wait_for_their_account")]

    operations = [migrations.RunSQL(CACHE, "DROP TABLE shared_cache")]
