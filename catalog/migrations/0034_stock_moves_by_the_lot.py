from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from catalog.at_once import key


class Migration(migrations.Migration):
    replaces = [("catalogue", "0042_pools_know_what_they_are_short_of")]
    dependencies = [
        ("catalogue", "0033_what_is_sold"),
        ("lots", "0001_lots_have_numbers_and_expiries"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            "StockMovement",
            [
                ("id", key()),
                (
                    "dosage",
                    models.ForeignKey("catalogue.dosage", models.CASCADE, related_name="movements"),
                ),
                (
                    "lot",
                    models.ForeignKey(
                        "lots.lot", models.CASCADE, null=True, related_name="movements"
                    ),
                ),
                (
                    "units",
                    models.IntegerField(help_text="Above 0: received. Below 0: taken out."),
                ),
                ("reason", models.CharField(max_length=255)),
                (
                    "by",
                    models.ForeignKey(
                        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
            {
                "ordering": ["-at", "-pk"],
                "constraints": [
                    models.CheckConstraint(condition=~Q(units=0), name="movement_moves_something"),
                    models.CheckConstraint(condition=~Q(reason=""), name="movement_has_a_reason"),
                ],
            },
        ),
    ]
