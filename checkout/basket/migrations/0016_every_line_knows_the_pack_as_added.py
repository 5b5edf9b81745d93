from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("basket", "0015_lines_in_carts_are_as_sold_today")]

    operations = [
        migrations.AlterField("line", "units_when_added", models.PositiveIntegerField()),
        migrations.AlterField("line", "dosage_when_added", models.CharField(max_length=60)),
    ]
