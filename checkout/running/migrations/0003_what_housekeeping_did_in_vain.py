from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("running", "0002_housekeeping_is_the_workers")]
    operations = [
        migrations.AddField(
            model_name="chore",
            name="in_vain",
            field=models.BooleanField(
                db_default=False, default=False, help_text="In this round, of some."
            ),
        ),
    ]
