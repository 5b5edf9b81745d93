from django.db import migrations

# A demo's movements go with the demo; any other row stays as it was written.
ADD = """
CREATE FUNCTION catalogue_keep_stock_movements() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND EXISTS (
        SELECT FROM catalogue_dosage
        JOIN catalogue_product ON catalogue_product.id = catalogue_dosage.medicine_id
        WHERE catalogue_dosage.id = OLD.dosage_id AND catalogue_product.is_demo
    ) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'Stock movements are only ever added: correct a wrong one by another.'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER stock_movements_are_only_added
    BEFORE UPDATE OR DELETE ON catalogue_stockmovement
    FOR EACH ROW EXECUTE FUNCTION catalogue_keep_stock_movements();
CREATE TRIGGER stock_movements_are_not_truncated
    BEFORE TRUNCATE ON catalogue_stockmovement
    FOR EACH STATEMENT EXECUTE FUNCTION catalogue_keep_stock_movements();
"""
REMOVE = """
DROP TRIGGER stock_movements_are_not_truncated ON catalogue_stockmovement;
DROP TRIGGER stock_movements_are_only_added ON catalogue_stockmovement;
DROP FUNCTION catalogue_keep_stock_movements();
"""


class Migration(migrations.Migration):
    replaces = [("catalogue", "0035_stock_movements_are_only_added")]
    dependencies = [("catalogue", "0035_what_is_of_a_medicine_fits")]
    operations = [migrations.RunSQL(ADD, REMOVE)]
