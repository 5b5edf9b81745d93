from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0038_roles_of_staff")]
    operations = [
        migrations.AlterModelOptions(
            name="dosage",
            options={
                "ordering": ["medicine", "position", "pk"],
                "permissions": [("see_cost", "Can see and change what a unit costs to buy")],
            },
        ),
        migrations.AddField(
            model_name="dosage",
            name="unit_cost",
            field=models.DecimalField(
                decimal_places=4,
                editable=False,
                help_text="What one unit costs to buy; empty: nobody said.",
                max_digits=12,
                null=True,
            ),
        ),
        migrations.AddConstraint(
            model_name="dosage",
            constraint=models.CheckConstraint(
                condition=models.Q(unit_cost__isnull=True) | models.Q(unit_cost__gte=0),
                name="unit_cost_is_not_below_zero",
            ),
        ),
    ]
