from django.db import migrations, models

from catalog.concurrently import AddIndexConcurrently


class Migration(migrations.Migration):
    # Nobody's order waits while it is made.
    atomic = False
    dependencies = [("payment", "0010_money_is_found_by_day")]
    operations = [
        AddIndexConcurrently(
            "stripeevent",
            models.Index(
                condition=models.Q(("processed_at__isnull", False)),
                fields=["received_at"],
                name="event_looked_up",
            ),
        )
    ]
