from django.db import migrations

# Nobody gets what has expired or was withdrawn. The day is the shop's, which may be a day before
# the database's; the lot is locked, so that nobody withdraws it meanwhile.
USABLE = """
CREATE FUNCTION order_refuse_unusable_lots() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM lots_lot JOIN order_line ON order_line.dosage_id = lots_lot.dosage_id
        WHERE lots_lot.id = NEW.lot_id AND order_line.id = NEW.line_id
        AND NEW.dispensed_on >= CURRENT_DATE - 1
        AND withdrawn_at IS NULL AND (expires_on IS NULL OR expires_on > NEW.dispensed_on)
        FOR SHARE OF lots_lot;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'Lot % is not to be given out for line %.', NEW.lot_id, NEW.line_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'only_usable_lots_are_dispensed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER only_usable_lots_are_dispensed BEFORE INSERT ON order_dispensedlot
    FOR EACH ROW EXECUTE FUNCTION order_refuse_unusable_lots();
"""
USABLE_NO_MORE = """
DROP TRIGGER only_usable_lots_are_dispensed ON order_dispensedlot;
DROP FUNCTION order_refuse_unusable_lots();
"""
# Looked at when the transaction ends: exactly the approved units of every line, by their lots.
WHOLE = """
CREATE FUNCTION order_keep_dispensed_whole() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    dispensed bigint := CASE
        WHEN TG_TABLE_NAME = 'order_order' THEN (to_jsonb(NEW) ->> 'id')::bigint
        ELSE (SELECT order_id FROM order_line WHERE id = (to_jsonb(NEW) ->> 'line_id')::bigint)
    END;
BEGIN
    IF EXISTS (
        SELECT FROM order_line WHERE order_id = dispensed
        AND coalesce(approved_quantity, 0) * units <> (
            SELECT coalesce(sum(units), 0) FROM order_dispensedlot WHERE line_id = order_line.id
        )
    ) OR EXISTS (
        SELECT FROM order_order WHERE id = dispensed
        AND status NOT IN ('dispensed', 'shipped', 'delivered')
    ) THEN
        RAISE EXCEPTION 'Of order % other units have left the shelf than were approved.', dispensed
            USING ERRCODE = 'check_violation', CONSTRAINT = 'dispensed_is_what_was_approved';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER dispensed_is_what_was_approved AFTER INSERT ON order_dispensedlot
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION order_keep_dispensed_whole();
CREATE CONSTRAINT TRIGGER dispensed_is_what_was_approved AFTER UPDATE OF status ON order_order
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.status = 'dispensed' AND OLD.status <> 'dispensed')
    EXECUTE FUNCTION order_keep_dispensed_whole();
"""
WHOLE_NO_MORE = """
DROP TRIGGER dispensed_is_what_was_approved ON order_order;
DROP TRIGGER dispensed_is_what_was_approved ON order_dispensedlot;
DROP FUNCTION order_keep_dispensed_whole();
"""
TRACKED = """
CREATE FUNCTION order_keep_shipped_tracked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM order_dispatch WHERE order_id = NEW.id) THEN
        RAISE EXCEPTION 'Nobody has written down how order % was sent.', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'shipped_order_has_its_dispatch';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER shipped_order_has_its_dispatch AFTER UPDATE OF status ON order_order
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.status = 'shipped' AND OLD.status <> 'shipped')
    EXECUTE FUNCTION order_keep_shipped_tracked();
"""
TRACKED_NO_MORE = """
DROP TRIGGER shipped_order_has_its_dispatch ON order_order;
DROP FUNCTION order_keep_shipped_tracked();
"""
# The line is locked, so that two who write down a return at once are counted one after the other.
BACK = """
CREATE FUNCTION order_refuse_more_back_than_sent() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    most int;
BEGIN
    SELECT approved_quantity INTO most
        FROM order_line JOIN order_order ON order_order.id = order_line.order_id
        WHERE order_line.id = NEW.line_id
        AND order_order.status IN ('dispensed', 'shipped', 'delivered')
        FOR NO KEY UPDATE OF order_line;
    IF NEW.packs + (
        SELECT coalesce(sum(packs), 0) FROM order_takenback WHERE line_id = NEW.line_id
    ) > coalesce(most, 0) THEN
        RAISE EXCEPTION 'More packs of line % would come back than were sent.', NEW.line_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'no_more_comes_back_than_was_sent';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER no_more_comes_back_than_was_sent BEFORE INSERT ON order_takenback
    FOR EACH ROW EXECUTE FUNCTION order_refuse_more_back_than_sent();
"""
BACK_NO_MORE = """
DROP TRIGGER no_more_comes_back_than_was_sent ON order_takenback;
DROP FUNCTION order_refuse_more_back_than_sent();
"""


class Migration(migrations.Migration):
    replaces = [("order", "0031_what_left_the_shelf_adds_up")]
    dependencies = [("order", "0024_what_left_the_shelf_is_only_added_to")]
    operations = [
        migrations.RunSQL(USABLE, USABLE_NO_MORE),
        migrations.RunSQL(WHOLE, WHOLE_NO_MORE),
        migrations.RunSQL(TRACKED, TRACKED_NO_MORE),
        migrations.RunSQL(BACK, BACK_NO_MORE),
    ]
