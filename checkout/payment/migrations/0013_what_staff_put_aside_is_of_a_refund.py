from django.db import migrations, models

# Each line that staff put aside names its refund. Of one written before they did (0012) nothing is
# told: it calls once more, and until it is put aside again nothing of that order is handed out.
PUT_ASIDE = """
UPDATE payment_refund AS refund
   SET put_aside_at = now()
  FROM payment_paymentattempt AS attempt
 WHERE attempt.id = refund.attempt_id
   AND refund.state IN ('failed', 'withdrawn')
   AND strpos(attempt.attention_seen, ' It is ' || coalesce(refund.stripe_id, refund.token) || '.') > 0;
"""
LOST = """
UPDATE payment_paymentattempt
   SET disputes_lost = true
 WHERE disputed ~ '^(The bank has taken [0-9.]+ [A-Z]{3} back for good\\.( |$))+$';
"""


class Migration(migrations.Migration):
    dependencies = [("payment", "0012_refunds_know_what_they_try_again")]
    operations = [
        migrations.AddField(
            "refund",
            "put_aside_at",
            models.DateTimeField(
                null=True,
                help_text="Since when staff are called no more: it was given back otherwise.",
            ),
        ),
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
        migrations.RunSQL(PUT_ASIDE, migrations.RunSQL.noop),
        migrations.RunSQL(LOST, migrations.RunSQL.noop),
    ]
