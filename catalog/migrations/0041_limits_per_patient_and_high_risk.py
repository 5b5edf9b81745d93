import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("catalogue", "0040_dosages_and_sections_are_of_medicines")]

    operations = [
        migrations.AddField(
            model_name="product",
            name="is_high_risk",
            field=models.BooleanField(
                default=False, help_text="Approved only with a note of how it was verified."
            ),
        ),
        migrations.AddField(
            model_name="product",
            name="max_units_per_period",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="Of one patient, over all orders of so many days.",
                null=True,
                validators=[django.core.validators.MinValueValidator(1)],
            ),
        ),
        migrations.AddField(
            model_name="product",
            name="period_days",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Days of that limit.",
                null=True,
                validators=[django.core.validators.MinValueValidator(1)],
            ),
        ),
        migrations.AddConstraint(
            model_name="product",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("max_units_per_period__isnull", True), ("period_days__isnull", True)
                )
                | models.Q(
                    ("max_units_per_period__isnull", False),
                    ("period_days__isnull", False),
                    ("max_units_per_period__gte", 1),
                    ("period_days__gte", 1),
                ),
                name="limit_per_period_has_units_and_days",
                violation_error_message="Enter both, the units and in how many days, or neither.",
            ),
        ),
    ]
