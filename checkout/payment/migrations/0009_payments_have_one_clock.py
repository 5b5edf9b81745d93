import django.utils.timezone
from django.db import migrations, models

# The process that writes a row tells the time, as it does for every other date of an order.
FIELDS = {
    "outbox": ("created_at", "next_at"),
    "paymentattempt": ("created_at", "watched_at"),
    "stripeevent": ("next_at", "received_at"),
}


class Migration(migrations.Migration):
    dependencies = [("payment", "0008_promises_have_words")]
    operations = [
        migrations.AlterField(
            model, field, models.DateTimeField(default=django.utils.timezone.now)
        )
        for model, fields in FIELDS.items()
        for field in fields
    ]
