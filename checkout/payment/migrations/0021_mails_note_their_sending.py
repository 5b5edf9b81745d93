from django.db import migrations
from django.db.models import F


def note_what_was_sent(apps, schema_editor):
    """Of what was done before nobody knows better than that it was sent."""
    outbox = apps.get_model("payment", "Outbox").objects.using(schema_editor.connection.alias)
    done = outbox.filter(kind="mail", done_at__isnull=False, first_sent_at__isnull=True)
    done.update(first_sent_at=F("done_at"))


class Migration(migrations.Migration):
    dependencies = [("payment", "0020_comparisons_name_what_they_found")]
    operations = [migrations.RunPython(note_what_was_sent, migrations.RunPython.noop)]
