from django.db import migrations, models
from django.db.models import Q

STATES = [
    ("pending", "on its way"),
    ("succeeded", "refunded"),
    ("failed", "failed"),
    ("withdrawn", "not sent"),
]
# As in 0012, but for what gives nothing back.
REPLACE = """
CREATE OR REPLACE FUNCTION payment_hold_refunds_to_what_was_captured() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    taken bigint;
    given bigint;
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.attempt_id, NEW.amount) IS DISTINCT FROM (OLD.attempt_id, OLD.amount)
    THEN
        RAISE EXCEPTION 'A refund keeps its payment and its amount: fail it and make another.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.state IN (%(in_vain)s) THEN
        RETURN NEW;
    END IF;
    SELECT captured INTO taken FROM payment_paymentattempt WHERE id = NEW.attempt_id FOR UPDATE;
    SELECT coalesce(sum(amount), 0) INTO given FROM payment_refund
        WHERE attempt_id = NEW.attempt_id AND state NOT IN (%(in_vain)s) AND id <> NEW.id;
    IF given + NEW.amount > taken THEN
        RAISE EXCEPTION 'Refunds of %% and %% are more than the %% that was captured.',
            given, NEW.amount, taken
            USING ERRCODE = 'check_violation', CONSTRAINT = 'refunds_no_more_than_captured';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("payment", "0021_mails_note_their_sending")]
    operations = [
        migrations.AlterField(
            "refund", "state", models.CharField(choices=STATES, default="pending", max_length=9)
        ),
        migrations.RemoveConstraint("refund", "refund_state_is_known"),
        migrations.AddConstraint(
            "refund",
            models.CheckConstraint(
                condition=Q(state__in=["pending", "succeeded", "failed", "withdrawn"]),
                name="refund_state_is_known",
            ),
        ),
        migrations.RunSQL(
            REPLACE % {"in_vain": "'failed', 'withdrawn'"}, REPLACE % {"in_vain": "'failed'"}
        ),
    ]
