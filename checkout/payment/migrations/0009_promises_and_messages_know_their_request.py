from django.db import migrations, models


def request_id(words):
    """With a default of the database's own: the old version writes rows while this one comes."""
    return models.CharField(
        blank=True, db_default="", default="", help_text=words, max_length=36
    )


class Migration(migrations.Migration):
    dependencies = [("payment", "0008_ledger_is_only_added_to")]
    operations = [
        migrations.AddField(
            "outbox",
            "request_id",
            request_id("Of the request it was promised in, as log lines have it."),
        ),
        migrations.AddField(
            "stripeevent",
            "request_id",
            request_id("Of the request it came by, as log lines have it."),
        ),
    ]
