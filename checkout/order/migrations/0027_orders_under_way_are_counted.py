from django.db import migrations, models

from catalog.concurrently import AddIndexConcurrently

UNDER_WAY = [
    "approved",
    "approved_awaiting_payment",
    "awaiting_payment",
    "awaiting_pharmacist",
    "dispensed",
    "needs_information",
    "paid",
]


class Migration(migrations.Migration):
    # Nobody's order waits while it is made.
    atomic = False
    dependencies = [("order", "0026_who_does_what_with_orders")]
    operations = [
        AddIndexConcurrently(
            "order",
            models.Index(
                condition=models.Q(("status__in", UNDER_WAY)),
                fields=["status"],
                name="order_is_under_way",
            ),
        )
    ]
