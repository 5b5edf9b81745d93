from django.db import migrations

# What shoppers were told stays known: from its beginning on a reduction can only be ended early,
# not in the past (a clock may be off), and what is over stays over. What a demo announced goes with
# the demo.
KEEP = """
CREATE FUNCTION reductions_keep_what_began() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' AND (OLD.begins_at > now() OR EXISTS (
        SELECT FROM catalogue_product WHERE id = OLD.pack_id AND is_demo
    )) THEN
        RETURN OLD;
    ELSIF TG_OP = 'UPDATE'
        AND (NEW.id, NEW.pack_id, NEW.begins_at, NEW.announced_by_id, NEW.announced_at)
            = (OLD.id, OLD.pack_id, OLD.begins_at, OLD.announced_by_id, OLD.announced_at)
        AND OLD.ends_at > now() AND NEW.ended_by_id IS NOT NULL
        AND NEW.ends_at BETWEEN now() - interval '1 hour' AND OLD.ends_at
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'A reduction that has begun can only be ended early.'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER reductions_stay_what_they_were
    BEFORE UPDATE OR DELETE ON reductions_reduction
    FOR EACH ROW EXECUTE FUNCTION reductions_keep_what_began();
"""
LET_GO = """
DROP TRIGGER reductions_stay_what_they_were ON reductions_reduction;
DROP FUNCTION reductions_keep_what_began();
"""
# As in partner's 0009: a reduction is of a pack, never of a medicine.
OF_A_PACK = """
ALTER TABLE reductions_reduction
    ADD COLUMN pack_structure varchar(10) GENERATED ALWAYS AS ('child') STORED,
    ADD CONSTRAINT reduction_is_of_a_pack
        FOREIGN KEY (pack_id, pack_structure) REFERENCES catalogue_product (id, structure)
        DEFERRABLE INITIALLY DEFERRED
"""
OF_ANYTHING = """
ALTER TABLE reductions_reduction
    DROP CONSTRAINT reduction_is_of_a_pack, DROP COLUMN pack_structure
"""


class Migration(migrations.Migration):
    dependencies = [("reductions", "0001_reductions")]
    operations = [
        migrations.RunSQL(KEEP, LET_GO),
        migrations.RunSQL(OF_A_PACK, OF_ANYTHING),
    ]
