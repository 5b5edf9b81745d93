from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("payment", "0019_attempts_that_call_for_a_person")]
    operations = [
        migrations.AddField(
            "reconciliation",
            "words",
            models.TextField(
                blank=True,
                default="",
                help_text="What a person has to look at, or why it was broken off, one a line.",
            ),
        ),
    ]
