from django.db import migrations

# A demo's entries go with the demo; any other row stays as it was written.
ADD = """
CREATE FUNCTION payment_keep_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND EXISTS (
        SELECT FROM payment_paymentattempt
        JOIN order_order ON order_order.id = payment_paymentattempt.order_id
        WHERE payment_paymentattempt.id = OLD.attempt_id AND order_order.is_demo
    ) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'Ledger entries are only ever added: Stripe moves money back by another.'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER ledger_is_only_added_to
    BEFORE UPDATE OR DELETE ON payment_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION payment_keep_ledger();
CREATE TRIGGER ledger_is_not_truncated
    BEFORE TRUNCATE ON payment_ledgerentry
    FOR EACH STATEMENT EXECUTE FUNCTION payment_keep_ledger();
"""
REMOVE = """
DROP TRIGGER ledger_is_not_truncated ON payment_ledgerentry;
DROP TRIGGER ledger_is_only_added_to ON payment_ledgerentry;
DROP FUNCTION payment_keep_ledger();
"""


class Migration(migrations.Migration):
    replaces = [("payment", "0014_ledger_is_only_added_to")]
    dependencies = [("payment", "0007_refunds_within_what_was_captured")]
    operations = [migrations.RunSQL(ADD, REMOVE)]
