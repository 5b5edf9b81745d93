from django.db import migrations

# Looked at when a transaction ends, whoever writes. The dosage is locked first, so that of two who
# move its lots at once the second one's look sees what the first has written.
ADD = """
CREATE FUNCTION lots_keep_pool() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    pool bigint := CASE
        WHEN TG_TABLE_NAME = 'catalogue_dosage' THEN (to_jsonb(NEW) ->> 'id')::bigint
        WHEN TG_OP = 'DELETE' THEN (to_jsonb(OLD) ->> 'dosage_id')::bigint
        ELSE (to_jsonb(NEW) ->> 'dosage_id')::bigint
    END;
    counted bigint;
BEGIN
    SELECT units_on_hand - units_short INTO counted
        FROM catalogue_dosage WHERE id = pool FOR NO KEY UPDATE;
    IF FOUND AND counted <> (
        SELECT coalesce(sum(units), 0) FROM lots_lot
        WHERE dosage_id = pool AND withdrawn_at IS NULL
    ) THEN
        RAISE EXCEPTION 'Dosage % counts % units, its lots have others.', pool, counted
            USING ERRCODE = 'check_violation', CONSTRAINT = 'pool_is_the_sum_of_its_lots';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER pool_is_the_sum_of_its_lots
    AFTER INSERT OR DELETE OR UPDATE OF units, withdrawn_at ON lots_lot
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lots_keep_pool();
CREATE CONSTRAINT TRIGGER pool_is_the_sum_of_its_lots
    AFTER INSERT OR UPDATE OF units_on_hand, units_short ON catalogue_dosage
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lots_keep_pool();
"""
REMOVE = """
DROP TRIGGER pool_is_the_sum_of_its_lots ON catalogue_dosage;
DROP TRIGGER pool_is_the_sum_of_its_lots ON lots_lot;
DROP FUNCTION lots_keep_pool();
"""


class Migration(migrations.Migration):
    replaces = [
        ("lots", "0002_what_is_on_hand_is_a_lot"),
        ("lots", "0003_pools_are_the_sum_of_their_lots"),
    ]
    dependencies = [("lots", "0001_lots_have_numbers_and_expiries")]
    operations = [migrations.RunSQL(ADD, REMOVE)]
