from django.db import migrations

# At the end of the transaction: of an order that is approved, paid for or sent every line says how
# many of its packs are, be it none. How many may be is for the decisions (prescriptions 0004).
ADD = """
CREATE FUNCTION order_refuse_undecided_lines() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    approved bigint := CASE
        WHEN TG_TABLE_NAME = 'order_order' THEN (to_jsonb(NEW) ->> 'id')::bigint
        ELSE (to_jsonb(NEW) ->> 'order_id')::bigint
    END;
BEGIN
    IF EXISTS (
        SELECT FROM order_order JOIN order_line ON order_line.order_id = order_order.id
        WHERE order_order.id = approved AND approved_quantity IS NULL AND order_order.status IN (
            'approved', 'approved_awaiting_payment', 'paid',
            'dispensed', 'shipped', 'delivered', 'refunded'
        )
    ) THEN
        RAISE EXCEPTION 'Nobody has said how much of each line of order % is approved.', approved
            USING ERRCODE = 'check_violation', CONSTRAINT = 'approved_order_has_every_line_decided';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER approved_order_has_every_line_decided
    AFTER INSERT OR UPDATE OF status ON order_order
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION order_refuse_undecided_lines();
CREATE CONSTRAINT TRIGGER approved_order_has_every_line_decided
    AFTER INSERT OR UPDATE OF approved_quantity ON order_line
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.approved_quantity IS NULL)
    EXECUTE FUNCTION order_refuse_undecided_lines();
"""
REMOVE = """
DROP TRIGGER approved_order_has_every_line_decided ON order_line;
DROP TRIGGER approved_order_has_every_line_decided ON order_order;
DROP FUNCTION order_refuse_undecided_lines();
"""


class Migration(migrations.Migration):
    replaces = [("order", "0035_approved_orders_say_how_much_of_every_line")]
    dependencies = [("order", "0022_what_was_ordered")]
    operations = [migrations.RunSQL(ADD, REMOVE)]
