from django.db import migrations, models
from django.db.models import Q

from catalog.at_once import AtOnce, key


class Migration(migrations.Migration):
    replaces = [
        ("partner", "0008_one_price_per_pack"),
        ("partner", "0012_prices_are_recorded_by_the_database"),
    ]
    dependencies = [("catalogue", "0033_what_is_sold"), ("partner", "0007_partneraddress_code")]
    operations = [
        AtOnce(
            migrations.CreateModel(
                "PriceFrom",
                [
                    ("id", key()),
                    (
                        "pack",
                        models.ForeignKey(
                            "catalogue.product",
                            models.DO_NOTHING,
                            related_name="+",
                            db_index=False,
                            db_constraint=False,
                        ),
                    ),
                    ("since", models.DateTimeField()),
                    (
                        "price",
                        models.DecimalField(
                            max_digits=12, decimal_places=2, help_text="Including tax."
                        ),
                    ),
                    ("strength", models.CharField(max_length=60, help_text="As in 10mg.")),
                    ("units", models.PositiveIntegerField()),
                    ("on_sale", models.BooleanField(help_text="The pack and its medicine.")),
                ],
                {
                    "ordering": ["since", "pk"],
                    "default_permissions": (),
                    "indexes": [
                        models.Index(fields=["pack", "since"], name="prices_of_a_pack"),
                    ],
                },
            ),
            migrations.AddField(
                "stockrecord",
                "imported_price",
                models.DecimalField(
                    max_digits=12,
                    decimal_places=2,
                    null=True,
                    editable=False,
                    help_text="What the last page import set: another price since then is staff's.",
                ),
            ),
            migrations.AlterField(
                "stockrecord",
                "price",
                models.DecimalField(max_digits=12, decimal_places=2, help_text="Including tax."),
            ),
            migrations.AddConstraint(
                "stockrecord",
                models.UniqueConstraint(fields=["product"], name="pack_has_one_price"),
            ),
            migrations.AddConstraint(
                "stockrecord",
                models.CheckConstraint(condition=Q(price__gt=0), name="price_is_above_zero"),
            ),
            migrations.AddConstraint(
                "stockrecord",
                models.CheckConstraint(
                    condition=Q(num_allocated__isnull=True, num_in_stock__isnull=True),
                    name="stock_is_counted_by_the_dosage",
                ),
            ),
        )
    ]
