from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("basket", "0013_lines_are_packs"),
        ("catalogue", "0033_medicines_dosages_and_packs"),
    ]

    operations = [
        migrations.AddField("line", "units_when_added", models.PositiveIntegerField(null=True)),
        migrations.AddField("line", "dosage_when_added", models.CharField(max_length=60, null=True)),
    ]
