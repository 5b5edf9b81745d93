from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    initial = True
    dependencies = [('catalogue', '0033_what_is_sold')]
    operations = [
        migrations.CreateModel(
            "Lot",
            [
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.CharField(help_text="As numbers.as_lot_number writes it.", max_length=40),
                ),
                (
                    "expires_on",
                    models.DateField(help_text="From this day on it is given to nobody.", null=True),
                ),
                ("units", models.PositiveIntegerField(default=0)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "withdrawn_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("expired", "expired"),
                            ("recalled", "recalled"),
                            ("damaged", "damaged"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "dosage",
                    models.ForeignKey(
                        on_delete=models.CASCADE, related_name="lots", to="catalogue.dosage"
                    ),
                ),
            ],
            {
                "permissions": [("withdraw_lot", "Can withdraw lots")],
                "indexes": [
                    models.Index(
                        condition=Q(withdrawn_at__isnull=True),
                        fields=["expires_on"],
                        name="lot_that_is_not_withdrawn",
                    ),
                    models.Index(fields=["number"], name="lot_by_its_number"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["dosage", "number"], name="dosage_has_a_lot_once"
                    ),
                    models.UniqueConstraint(fields=["id", "dosage"], name="lot_and_its_dosage"),
                    models.CheckConstraint(
                        condition=~Q(number="") & ~Q(number__regex="[a-z\\s\\u00a0]"),
                        name="lot_number_is_large_and_unspaced",
                    ),
                    models.CheckConstraint(
                        condition=Q(expires_on__isnull=False) | Q(number="BEFORE-LOTS"),
                        name="lot_knows_when_it_expires",
                    ),
                    models.CheckConstraint(
                        condition=Q(withdrawn_at__isnull=True, withdrawn_because="")
                        | Q(
                            withdrawn_at__isnull=False,
                            withdrawn_because__in=["expired", "recalled", "damaged"],
                        ),
                        name="lot_is_withdrawn_for_a_reason",
                    ),
                ],
            },
        ),
    ]
