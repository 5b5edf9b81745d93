from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("payment", "0006_attempts_outbox_events")]

    operations = [
        migrations.AddField(
            "stripeevent", "order_number", models.CharField(blank=True, max_length=255)
        ),
    ]
