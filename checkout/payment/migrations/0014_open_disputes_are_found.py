from django.db import migrations, models

from catalog.concurrently import AddIndexConcurrently


class Migration(migrations.Migration):
    # Nobody's order waits while it is made.
    atomic = False
    dependencies = [("payment", "0013_what_staff_put_aside_is_of_a_refund")]
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
