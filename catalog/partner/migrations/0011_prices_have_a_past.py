import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("catalogue", "0040_dosages_and_sections_are_of_medicines"),
        ("partner", "0010_price_is_of_a_pack"),
    ]

    operations = [
        migrations.CreateModel(
            name="PriceFrom",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateTimeField()),
                (
                    "price",
                    models.DecimalField(
                        decimal_places=2, help_text="Including tax.", max_digits=12
                    ),
                ),
                ("strength", models.CharField(help_text="As in 10mg.", max_length=60)),
                ("units", models.PositiveIntegerField()),
                ("on_sale", models.BooleanField(help_text="The pack and its medicine.")),
                (
                    "pack",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="catalogue.product",
                    ),
                ),
            ],
            options={
                "ordering": ["since", "pk"],
                "default_permissions": (),
                "indexes": [models.Index(fields=["pack", "since"], name="prices_of_a_pack")],
            },
        ),
    ]
