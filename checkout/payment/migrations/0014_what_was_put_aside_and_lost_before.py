from django.db import migrations

# A line that staff put aside names its refund. Lines of before they did are of all that failed, where
# there are as many; else nothing is told, and such a refund calls for a person once more.
PUT_ASIDE = """
UPDATE payment_refund AS refund
   SET put_aside_at = now()
  FROM payment_paymentattempt AS attempt
 WHERE attempt.id = refund.attempt_id
   AND refund.state IN ('failed', 'withdrawn')
   AND attempt.attention_seen <> ''
   AND (strpos(attempt.attention_seen,
               ' It is ' || coalesce(refund.stripe_id, refund.token) || '.') > 0
        OR refund.state = 'failed'
           AND regexp_count(attempt.attention_seen,
                            'A refund of [^\\n]*: give it back in another way\\.(\\n|$)')
               >= (SELECT count(*) FROM payment_refund AS failed
                    WHERE failed.attempt_id = attempt.id AND failed.state = 'failed'));
"""
LOST = """
UPDATE payment_paymentattempt
   SET disputes_lost = true
 WHERE disputed ~ '^(The bank has taken [0-9.]+ [A-Z]{3} back for good\\.( |$))+$';
"""


class Migration(migrations.Migration):
    dependencies = [("payment", "0013_refunds_are_put_aside_and_disputes_lost")]
    operations = [
        migrations.RunSQL(PUT_ASIDE, migrations.RunSQL.noop),
        migrations.RunSQL(LOST, migrations.RunSQL.noop),
    ]
