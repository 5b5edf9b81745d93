from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("order", "0024_moves_are_dated_by_their_decision")]
    operations = [
        migrations.AddField(
            "order",
            "payment_due_at",
            models.DateTimeField(
                editable=False,
                help_text="Until when an approved order waits for the patient to pay.",
                null=True,
            ),
        ),
        migrations.AddConstraint(
            "order",
            models.CheckConstraint(
                condition=~Q(status="approved_awaiting_payment") | Q(payment_due_at__isnull=False),
                name="approved_order_waits_for_payment_until_a_day",
            ),
        ),
        migrations.AddIndex(
            "order",
            models.Index(
                condition=Q(status="approved_awaiting_payment"),
                fields=["payment_due_at"],
                name="order_waits_for_payment",
            ),
        ),
    ]
