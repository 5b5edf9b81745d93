from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("payment", "0009_payments_have_one_clock")]
    operations = [
        migrations.AddField(
            "paymentattempt",
            "charges_at_once",
            models.BooleanField(
                default=False, help_text="What is paid for is approved already: nothing is held first."
            ),
        ),
        migrations.AddField(
            "paymentattempt", "charge_id", models.CharField(max_length=255, null=True, unique=True)
        ),
        migrations.AddField(
            "paymentattempt",
            "card",
            models.CharField(blank=True, help_text='Such as "Visa ending 4242".', max_length=60),
        ),
        migrations.AddField(
            "paymentattempt",
            "disputed",
            models.TextField(blank=True, help_text="What a bank says against the charge."),
        ),
        migrations.AddField(
            "paymentattempt", "fraud_warned", models.BooleanField(default=False)
        ),
        migrations.AddField(
            "paymentattempt",
            "attention_seen",
            models.TextField(blank=True, help_text="The reasons staff have put aside."),
        ),
        migrations.AlterField(
            "paymentattempt",
            "needs_attention",
            models.TextField(blank=True, help_text="Why a person has to look."),
        ),
        migrations.AddField(
            "stripeevent", "charge_id", models.CharField(blank=True, max_length=255)
        ),
        migrations.AddIndex(
            "paymentattempt",
            models.Index(
                condition=models.Q(
                    state__in=["authorised", "capturing", "new", "releasing", "session_open"]
                ),
                fields=["watched_at"],
                name="attempt_live",
            ),
        ),
    ]
