from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("order", "0027_orders_wait_for_the_patient"),
        ("lots", "0005_pharmacists_withdraw_and_dispensers_receive"),
    ]
    operations = [
        migrations.CreateModel(
            "DispensedLot",
            [
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("units", models.PositiveIntegerField()),
                ("dispensed_on", models.DateField(help_text="By the shop's clock.")),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=models.CASCADE, related_name="dispensed_lots", to="order.line"
                    ),
                ),
                (
                    "lot",
                    models.ForeignKey(
                        on_delete=models.PROTECT, related_name="dispensed", to="lots.lot"
                    ),
                ),
            ],
            {
                "constraints": [
                    models.UniqueConstraint(fields=["line", "lot"], name="line_takes_a_lot_once"),
                    models.CheckConstraint(
                        condition=Q(units__gte=1), name="dispensed_lot_has_units"
                    ),
                ],
            },
        ),
    ]
