from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("running", "0003_pages_have_a_loop")]
    operations = [
        migrations.AddField(
            model_name="chore",
            name="in_vain",
            field=models.BooleanField(
                db_default=False, default=False, help_text="In this round, of some."
            ),
        ),
    ]
