from django.db import migrations

# What was withdrawn never comes back; an expiry is put right while nothing lies under it.
ADD = """
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
        OR OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS DISTINCT FROM OLD.withdrawn_at
    )
    EXECUTE FUNCTION lots_refuse_another_identity();
"""
REMOVE = """
DROP TRIGGER lot_stays_what_it_is ON lots_lot;
DROP FUNCTION lots_refuse_another_identity();
"""


class Migration(migrations.Migration):
    dependencies = [("lots", "0003_pools_are_the_sum_of_their_lots")]
    operations = [migrations.RunSQL(ADD, REMOVE)]
