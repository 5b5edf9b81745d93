from django.db import migrations

# The decision of a line that counts is its last; those of orders that ended use nothing up.
ADD = """
CREATE FUNCTION prescriptions_used(of_item bigint, but_for_line bigint) RETURNS bigint
LANGUAGE sql STABLE AS $$
    SELECT coalesce(sum(decision.units), 0)
    FROM prescriptions_decision decision
    JOIN order_line line ON line.id = decision.line_id
    JOIN order_order ON order_order.id = line.order_id
    WHERE decision.item_id = of_item
        AND decision.outcome IN ('approved', 'replaced')
        AND decision.line_id <> but_for_line
        AND order_order.status NOT IN ('rejected', 'cancelled', 'expired', 'refunded')
        AND NOT EXISTS (
            SELECT FROM prescriptions_decision later
            WHERE later.line_id = decision.line_id AND later.id > decision.id
        )
$$;

CREATE FUNCTION prescriptions_refuse(because text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', because USING ERRCODE = 'check_violation';
END $$;

CREATE FUNCTION prescriptions_check_decision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    line record;
    item record;
BEGIN
    SELECT order_line.*, order_order.status AS order_status, order_order.user_id,
            medicine.is_high_risk,
            patient.same_person, patient.born_on
        INTO line
        FROM order_line
        JOIN order_order ON order_order.id = order_line.order_id
        JOIN catalogue_product pack ON pack.id = order_line.product_id
        JOIN catalogue_product medicine ON medicine.id = pack.parent_id
        LEFT JOIN prescriptions_patient patient ON patient.order_id = order_order.id
        WHERE order_line.id = NEW.line_id;
    IF line.order_status <> 'awaiting_pharmacist' THEN
        PERFORM prescriptions_refuse('decided_while_the_pharmacist_is_awaited');
    END IF;
    IF line.user_id = NEW.by_id THEN
        PERFORM prescriptions_refuse('nobody_decides_an_own_order');
    END IF;
    IF line.replaces_id IS NOT NULL THEN
        PERFORM prescriptions_refuse('decided_is_what_was_ordered');
    END IF;
    IF NEW.outcome NOT IN ('approved', 'replaced') THEN
        RETURN NEW;
    END IF;
    IF NEW.units > line.units * line.quantity OR NEW.packs > line.quantity THEN
        PERFORM prescriptions_refuse('no_more_is_approved_than_was_ordered');
    END IF;
    IF NEW.outcome = 'approved' AND NEW.units <> NEW.packs * line.units THEN
        PERFORM prescriptions_refuse('approved_units_are_those_of_the_packs');
    END IF;
    IF line.is_high_risk AND NEW.verification = '' THEN
        PERFORM prescriptions_refuse('high_risk_is_verified');
    END IF;
    IF NEW.item_id IS NULL AND line.legal_class <> 'POM' THEN
        RETURN NEW;
    END IF;
    SELECT prescribed.dosage_id, prescribed.units * (1 + prescribed.repeats) AS allowed,
            prescription.issued_on, prescription.valid_until,
            patient.same_person, patient.born_on
        INTO item
        FROM prescriptions_prescribeditem prescribed
        JOIN prescriptions_prescription prescription
            ON prescription.id = prescribed.prescription_id
        JOIN prescriptions_patient patient ON patient.id = prescription.patient_id
        WHERE prescribed.id = NEW.item_id
        FOR UPDATE OF prescribed;
    IF NOT FOUND THEN
        PERFORM prescriptions_refuse('prescription_only_needs_a_prescription');
    END IF;
    IF item.dosage_id <> line.dosage_id THEN
        PERFORM prescriptions_refuse('prescription_is_of_the_same_dosage');
    END IF;
    IF NEW.decided_on NOT BETWEEN item.issued_on AND item.valid_until THEN
        PERFORM prescriptions_refuse('prescription_is_in_date');
    END IF;
    IF (item.same_person, item.born_on) IS DISTINCT FROM (line.same_person, line.born_on) THEN
        PERFORM prescriptions_refuse('prescription_is_of_the_same_person');
    END IF;
    IF NEW.units > item.allowed THEN
        PERFORM prescriptions_refuse('prescription_is_not_over_used');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decision_fits_order_and_prescription
    BEFORE INSERT ON prescriptions_decision
    FOR EACH ROW EXECUTE FUNCTION prescriptions_check_decision();
"""
REMOVE = """
DROP TRIGGER decision_fits_order_and_prescription ON prescriptions_decision;
DROP FUNCTION prescriptions_check_decision();
DROP FUNCTION prescriptions_refuse(text);
DROP FUNCTION prescriptions_used(bigint, bigint);
"""
# A prescription may be corrected in the decision that uses less of it: what is used is compared
# with what is allowed once all of it is written down. Whoever decides beside it still waits at the
# item's lock, which the decision takes.
ADD_UP = """
CREATE FUNCTION prescriptions_check_use() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_item bigint := to_jsonb(NEW) ->> TG_ARGV[0];
BEGIN
    IF EXISTS (
        SELECT FROM prescriptions_prescribeditem
        WHERE id = of_item AND prescriptions_used(id, 0) > units * (1 + repeats)
    ) THEN
        PERFORM prescriptions_refuse('prescription_is_not_over_used');
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER item_allows_what_was_used
    AFTER UPDATE ON prescriptions_prescribeditem
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION prescriptions_check_use('id');
CREATE CONSTRAINT TRIGGER decision_uses_what_is_left
    AFTER INSERT ON prescriptions_decision
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION prescriptions_check_use('item_id');
"""
ADD_UP_NOTHING = """
DROP TRIGGER decision_uses_what_is_left ON prescriptions_decision;
DROP TRIGGER item_allows_what_was_used ON prescriptions_prescribeditem;
DROP FUNCTION prescriptions_check_use();
"""


class Migration(migrations.Migration):
    replaces = [
        ("prescriptions", "0003_decisions_fit_order_and_prescription"),
        ("prescriptions", "0010_what_is_used_is_added_up_last"),
    ]
    dependencies = [("prescriptions", "0002_decisions_and_looks_are_only_added_to")]
    operations = [
        migrations.RunSQL(ADD, REMOVE),
        migrations.RunSQL(ADD_UP, ADD_UP_NOTHING),
    ]
