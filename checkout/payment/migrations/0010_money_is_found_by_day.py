from django.db import migrations, models

from catalog.concurrently import AddIndexConcurrently


class Migration(migrations.Migration):
    # Nobody's order waits while it is made.
    atomic = False
    dependencies = [("payment", "0009_promises_and_messages_know_their_request")]
    operations = [
        AddIndexConcurrently("ledgerentry", models.Index(fields=["at"], name="money_by_day")),
        AddIndexConcurrently(
            "refund",
            models.Index(
                condition=models.Q(("state", "pending")),
                fields=["asked_at"],
                name="refund_on_its_way",
            ),
        ),
    ]
