from django.db import migrations, models

from catalog.concurrently import AddIndexConcurrently


class Migration(migrations.Migration):
    # Nobody's order waits while it is made.
    atomic = False
    dependencies = [("payment", "0014_what_was_put_aside_and_lost_before")]
    operations = [
        AddIndexConcurrently(
            "paymentattempt",
            models.Index(
                condition=models.Q(("disputed", ""), _negated=True)
                & models.Q(("disputes_lost", False)),
                fields=["order"],
                name="attempt_disputed",
            ),
        )
    ]
