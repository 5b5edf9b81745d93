from django.db import migrations, models

from catalog.concurrently import AddIndexConcurrently


class Migration(migrations.Migration):
    # Nobody's order waits while it is made.
    atomic = False
    dependencies = [("accounts", "0004_visits_are_counted")]
    operations = [
        AddIndexConcurrently(
            "user",
            models.Index(
                condition=models.Q(("is_staff", False), ("last_login__isnull", True)),
                fields=["date_joined"],
                name="accounts_never_opened",
            ),
        )
    ]
