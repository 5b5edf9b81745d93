from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


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
