from django.db import migrations

# A mailed link goes on opening what it opened; who stood for a text stays known. What a demo made
# goes with the demo.
KEEP = """
CREATE FUNCTION leaflets_keep_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.is_demo THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'Reviews and leaflets are only ever added: the newest one counts.'
        USING ERRCODE = 'restrict_violation';
END $$
"""
LET_GO = "DROP FUNCTION leaflets_keep_rows()"
KEPT = """
CREATE TRIGGER {rows}_are_only_added
    BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION leaflets_keep_rows();
CREATE TRIGGER {rows}_are_not_truncated
    BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION leaflets_keep_rows();
"""
NOT_KEPT = """
DROP TRIGGER {rows}_are_not_truncated ON {table};
DROP TRIGGER {rows}_are_only_added ON {table};
"""
TABLES = (
    {"rows": "reviews", "table": "leaflets_monographreview"},
    {"rows": "leaflets", "table": "leaflets_leaflet"},
)
# As in catalogue's 0035: a review is of a medicine, never of a pack.
OF_A_MEDICINE = """
ALTER TABLE leaflets_monographreview
    ADD COLUMN medicine_structure varchar(10) GENERATED ALWAYS AS ('parent') STORED,
    ADD CONSTRAINT review_is_of_a_medicine
        FOREIGN KEY (medicine_id, medicine_structure) REFERENCES catalogue_product (id, structure)
        DEFERRABLE INITIALLY DEFERRED
"""
OF_ANYTHING = """
ALTER TABLE leaflets_monographreview
    DROP CONSTRAINT review_is_of_a_medicine, DROP COLUMN medicine_structure
"""


class Migration(migrations.Migration):
    dependencies = [("leaflets", "0002_digest_of_a_text")]
    operations = [
        migrations.RunSQL(KEEP, LET_GO),
        *(migrations.RunSQL(KEPT.format(**names), NOT_KEPT.format(**names)) for names in TABLES),
        migrations.RunSQL(OF_A_MEDICINE, OF_ANYTHING),
    ]
