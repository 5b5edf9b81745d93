from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0038_category_has_its_own_address")]
    operations = [
        migrations.AddConstraint(
            model_name="dosage",
            constraint=models.CheckConstraint(
                name="dosage_label_is_small_and_unspaced",
                condition=~models.Q(label__regex=r"[A-Z\s\u00a0]"),
            ),
        )
    ]
