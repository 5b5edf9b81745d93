import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

KINDS = [
    ("held", "held on the card"),
    ("released", "released"),
    ("charged", "charged"),
    ("refunded", "refunded"),
    ("refund_failed", "refund failed"),
    ("disputed", "taken back by the bank"),
    ("dispute_won", "given back by the bank"),
]


class Migration(migrations.Migration):
    dependencies = [("payment", "0012_refunds_within_what_was_captured")]
    operations = [
        migrations.CreateModel(
            "LedgerEntry",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "attempt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ledger",
                        to="payment.paymentattempt",
                    ),
                ),
                ("kind", models.CharField(choices=KINDS, max_length=13)),
                ("amount", models.PositiveBigIntegerField(help_text="In minor units of the payment's currency.")),
                ("stripe_id", models.CharField(help_text="Of the charge, refund or dispute.", max_length=255)),
                ("at", models.DateTimeField(help_text="As Stripe states it, or when we learned of it.")),
            ],
            {
                "ordering": ["at", "pk"],
                "verbose_name_plural": "ledger entries",
                "constraints": [
                    models.UniqueConstraint(fields=["stripe_id", "kind"], name="money_moves_once"),
                    models.CheckConstraint(condition=Q(amount__gt=0), name="ledger_entry_is_of_money"),
                    models.CheckConstraint(
                        condition=Q(kind__in=[kind for kind, words in KINDS]),
                        name="ledger_kind_is_known",
                    ),
                ],
            },
        ),
    ]
