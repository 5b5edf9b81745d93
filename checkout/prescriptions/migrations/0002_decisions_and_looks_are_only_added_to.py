from django.db import migrations

# A demo's rows go with the demo; any other stays as it was written.
ADD = """
CREATE FUNCTION prescriptions_keep_decisions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND EXISTS (
        SELECT FROM order_line JOIN order_order ON order_order.id = order_line.order_id
        WHERE order_line.id = OLD.line_id AND order_order.is_demo
    ) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'Decisions are only ever added: decide the line anew.'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER decisions_are_only_added_to
    BEFORE UPDATE OR DELETE ON prescriptions_decision
    FOR EACH ROW EXECUTE FUNCTION prescriptions_keep_decisions();
CREATE TRIGGER decisions_are_not_truncated
    BEFORE TRUNCATE ON prescriptions_decision
    FOR EACH STATEMENT EXECUTE FUNCTION prescriptions_keep_decisions();

CREATE FUNCTION prescriptions_keep_looks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND EXISTS (
        SELECT FROM prescriptions_prescriptionfile
        JOIN prescriptions_patient ON prescriptions_patient.id = patient_id
        JOIN order_order ON order_order.id = prescriptions_patient.order_id
        WHERE prescriptions_prescriptionfile.id = OLD.file_id AND order_order.is_demo
    ) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'Who looked at a file is only ever added.'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER looks_are_only_added_to
    BEFORE UPDATE OR DELETE ON prescriptions_fileview
    FOR EACH ROW EXECUTE FUNCTION prescriptions_keep_looks();
CREATE TRIGGER looks_are_not_truncated
    BEFORE TRUNCATE ON prescriptions_fileview
    FOR EACH STATEMENT EXECUTE FUNCTION prescriptions_keep_looks();
"""
REMOVE = """
DROP TRIGGER looks_are_not_truncated ON prescriptions_fileview;
DROP TRIGGER looks_are_only_added_to ON prescriptions_fileview;
DROP FUNCTION prescriptions_keep_looks();
DROP TRIGGER decisions_are_not_truncated ON prescriptions_decision;
DROP TRIGGER decisions_are_only_added_to ON prescriptions_decision;
DROP FUNCTION prescriptions_keep_decisions();
"""


class Migration(migrations.Migration):
    dependencies = [("prescriptions", "0001_patients_prescriptions_and_decisions")]
    operations = [migrations.RunSQL(ADD, REMOVE)]
