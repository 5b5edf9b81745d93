from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0041_limits_per_patient_and_high_risk")]
    operations = [
        migrations.AddField(
            "dosage", "units_short", models.PositiveIntegerField(default=0, editable=False)
        ),
        migrations.AddConstraint(
            "dosage",
            models.CheckConstraint(
                condition=Q(units_short=0)
                | Q(units_reserved=F("units_on_hand"), units_short__lte=F("units_on_hand")),
                name="dosage_is_short_only_of_what_is_reserved",
            ),
        ),
    ]
