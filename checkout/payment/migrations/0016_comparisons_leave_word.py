from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("payment", "0015_reconciliations")]
    operations = [
        migrations.AddField(
            "paymentattempt",
            "unexplained",
            models.TextField(
                blank=True,
                default="",
                help_text="What a comparison found at Stripe and no look explains.",
            ),
        ),
    ]
