from django.db import migrations

# A CHECK sees one row; this sees all refunds of a payment, which is locked so that two at once
# are one after the other. The payment of a refund and its amount never change.
ADD = """
CREATE FUNCTION payment_hold_refunds_to_what_was_captured() RETURNS trigger
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
    IF NEW.state IN ('failed', 'withdrawn') THEN
        RETURN NEW;
    END IF;
    SELECT captured INTO taken FROM payment_paymentattempt WHERE id = NEW.attempt_id FOR UPDATE;
    SELECT coalesce(sum(amount), 0) INTO given FROM payment_refund
        WHERE attempt_id = NEW.attempt_id AND state NOT IN ('failed', 'withdrawn') AND id <> NEW.id;
    IF given + NEW.amount > taken THEN
        RAISE EXCEPTION 'Refunds of % and % are more than the % that was captured.',
            given, NEW.amount, taken
            USING ERRCODE = 'check_violation', CONSTRAINT = 'refunds_no_more_than_captured';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER refunds_no_more_than_captured
    BEFORE INSERT OR UPDATE ON payment_refund
    FOR EACH ROW EXECUTE FUNCTION payment_hold_refunds_to_what_was_captured();
"""
REMOVE = """
DROP TRIGGER refunds_no_more_than_captured ON payment_refund;
DROP FUNCTION payment_hold_refunds_to_what_was_captured();
"""


class Migration(migrations.Migration):
    replaces = [("payment", "0012_refunds_within_what_was_captured")]
    dependencies = [("payment", "0006_attempts_outbox_refunds_and_ledger")]
    operations = [migrations.RunSQL(ADD, REMOVE)]
