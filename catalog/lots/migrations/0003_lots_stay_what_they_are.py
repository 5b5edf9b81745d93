from django.db import migrations

# A lot keeps its dosage and number; its expiry is put right while nothing lies under it, and what
# was withdrawn is not dated anew.
KEEP = """
CREATE FUNCTION lots_refuse_another_identity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A lot keeps its dosage and number, its expiry while it has units, and stays '
        'withdrawn.' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER lot_stays_what_it_is
    BEFORE UPDATE ON lots_lot FOR EACH ROW
    WHEN (
        (NEW.dosage_id, NEW.number) IS DISTINCT FROM (OLD.dosage_id, OLD.number)
        OR OLD.units > 0 AND NEW.expires_on IS DISTINCT FROM OLD.expires_on
        OR NEW.withdrawn_at <> OLD.withdrawn_at
    )
    EXECUTE FUNCTION lots_refuse_another_identity();
"""
LET_GO = """
DROP TRIGGER lot_stays_what_it_is ON lots_lot;
DROP FUNCTION lots_refuse_another_identity();
"""
# A withdrawal that was a slip is taken back, and only with the movement that says who counts the
# units again and why. The shop's day may be a day before the database's.
COME_BACK = """
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
STAY_AWAY = """
DROP TRIGGER withdrawn_lot_comes_back_with_its_movement ON lots_lot;
DROP FUNCTION lots_refuse_unwritten_return();
"""


class Migration(migrations.Migration):
    replaces = [
        ("lots", "0004_lots_stay_what_they_are"),
        ("lots", "0006_a_withdrawn_lot_comes_back_with_its_movement"),
    ]
    dependencies = [
        ("lots", "0002_pools_are_the_sum_of_their_lots"),
        ("catalogue", "0034_stock_moves_by_the_lot"),
    ]
    operations = [
        migrations.RunSQL(KEEP, LET_GO),
        migrations.RunSQL(COME_BACK, STAY_AWAY),
    ]
