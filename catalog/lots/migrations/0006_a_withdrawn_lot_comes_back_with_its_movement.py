from django.db import migrations

# A withdrawal that was a slip is taken back: not dated anew, and only with the movement that says
# who counts the units again and why. The shop's day may be a day before the database's.
ADD = """
DROP TRIGGER lot_stays_what_it_is ON lots_lot;
CREATE TRIGGER lot_stays_what_it_is
    BEFORE UPDATE ON lots_lot FOR EACH ROW
    WHEN (
        (NEW.dosage_id, NEW.number) IS DISTINCT FROM (OLD.dosage_id, OLD.number)
        OR OLD.units > 0 AND NEW.expires_on IS DISTINCT FROM OLD.expires_on
        OR NEW.withdrawn_at <> OLD.withdrawn_at
    )
    EXECUTE FUNCTION lots_refuse_another_identity();

CREATE FUNCTION lots_refuse_unwritten_return() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.expires_on < CURRENT_DATE OR NEW.units <> OLD.units OR NEW.units IS DISTINCT FROM (
        SELECT units FROM catalogue_stockmovement WHERE lot_id = NEW.id ORDER BY id DESC LIMIT 1
    ) THEN
        RAISE EXCEPTION 'A withdrawn lot comes back before it expires, with its movement.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER withdrawn_lot_comes_back_with_its_movement
    BEFORE UPDATE ON lots_lot FOR EACH ROW
    WHEN (OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS NULL)
    EXECUTE FUNCTION lots_refuse_unwritten_return();
"""
REMOVE = """
DROP TRIGGER withdrawn_lot_comes_back_with_its_movement ON lots_lot;
DROP FUNCTION lots_refuse_unwritten_return();
DROP TRIGGER lot_stays_what_it_is ON lots_lot;
CREATE TRIGGER lot_stays_what_it_is
    BEFORE UPDATE ON lots_lot FOR EACH ROW
    WHEN (
        (NEW.dosage_id, NEW.number) IS DISTINCT FROM (OLD.dosage_id, OLD.number)
        OR OLD.units > 0 AND NEW.expires_on IS DISTINCT FROM OLD.expires_on
        OR OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS DISTINCT FROM OLD.withdrawn_at
    )
    EXECUTE FUNCTION lots_refuse_another_identity();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("lots", "0005_pharmacists_withdraw_and_dispensers_receive"),
        ("catalogue", "0043_movements_know_their_lot"),
    ]
    operations = [migrations.RunSQL(ADD, REMOVE)]
