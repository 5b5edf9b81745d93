from django.db import migrations

# At the end of the transaction: what a pharmacist has to decide is approved as the last decision
# of its line says, packs that replace others included; those cost no more and are of one dosage.
ADD = """
CREATE FUNCTION prescriptions_check_approved() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ordered record;
    given record;
    decided bigint;
BEGIN
    SELECT * INTO ordered FROM order_line WHERE id = coalesce(NEW.replaces_id, NEW.id);
    IF NOT FOUND OR ordered.legal_class = 'GSL' OR ordered.approved_quantity IS NULL THEN
        RETURN NULL;
    END IF;
    SELECT coalesce(sum(units * coalesce(approved_quantity, 0)), 0) AS units,
            coalesce(sum(unit_price_incl_tax * coalesce(approved_quantity, 0)), 0) AS price,
            bool_and(dosage_id = ordered.dosage_id) AS same_dosage
        INTO given
        FROM order_line WHERE id = ordered.id OR replaces_id = ordered.id;
    SELECT units INTO decided FROM prescriptions_decision
        WHERE line_id = ordered.id ORDER BY id DESC LIMIT 1;
    IF given.units <> coalesce(decided, 0) THEN
        PERFORM prescriptions_refuse('approved_is_what_was_decided');
    END IF;
    IF given.price > ordered.line_price_incl_tax OR NOT given.same_dosage THEN
        PERFORM prescriptions_refuse('replacing_packs_cost_no_more');
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER approved_is_what_was_decided
    AFTER UPDATE OF approved_quantity ON order_line
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION prescriptions_check_approved();
CREATE CONSTRAINT TRIGGER replacing_was_decided
    AFTER INSERT ON order_line
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION prescriptions_check_approved();
"""
REMOVE = """
DROP TRIGGER replacing_was_decided ON order_line;
DROP TRIGGER approved_is_what_was_decided ON order_line;
DROP FUNCTION prescriptions_check_approved();
"""


class Migration(migrations.Migration):
    dependencies = [("prescriptions", "0003_decisions_fit_what_was_ordered_and_prescribed")]
    operations = [migrations.RunSQL(ADD, REMOVE)]
