from django.db import migrations, models

from catalog.concurrently import AddIndexConcurrently


class Migration(migrations.Migration):
    # Nobody's order waits while it is made.
    atomic = False
    dependencies = [("basket", "0013_carts_hold_packs")]
    operations = [
        AddIndexConcurrently(
            "basket",
            models.Index(
                condition=models.Q(("owner__isnull", True), ("status", "Open")),
                fields=["date_created"],
                name="carts_of_guests",
            ),
        )
    ]
