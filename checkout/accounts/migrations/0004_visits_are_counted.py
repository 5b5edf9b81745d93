"""How often each visitor has come to each limited page, until when it is counted.

Unlogged: what is counted for minutes waits for no disk, and a crash of the database forgets it.
Nobody's address is in it, only a keyed hash of where they come from.
"""

from django.db import migrations

COUNTED = """
    CREATE UNLOGGED TABLE visits_counted (
        page text NOT NULL,
        visitor text NOT NULL,
        visits bigint NOT NULL,
        ends timestamp with time zone NOT NULL,
        PRIMARY KEY (page, visitor)
    );
    CREATE INDEX visits_counted_ends ON visits_counted (ends);
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_tries_are_counted_for_all_processes")]

    operations = [migrations.RunSQL(COUNTED, "DROP TABLE visits_counted")]
