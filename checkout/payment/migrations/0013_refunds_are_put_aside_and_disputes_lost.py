from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("payment", "0012_refunds_know_what_they_try_again")]
    # The payment's table before the refunds', as whoever looks at Stripe takes them.
    operations = [
        migrations.AddField(
            "paymentattempt",
            "disputes_lost",
            # Of what an older version of the shop writes meanwhile, the next look at Stripe tells.
            models.BooleanField(
                default=False,
                db_default=False,
                help_text="What a bank has taken back is gone for good.",
            ),
        ),
        migrations.AddField(
            "refund",
            "put_aside_at",
            models.DateTimeField(
                null=True,
                help_text="Since when staff are called no more: it was given back otherwise.",
            ),
        ),
    ]
