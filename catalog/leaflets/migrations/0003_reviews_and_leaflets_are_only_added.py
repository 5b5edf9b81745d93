from django.db import migrations

# A mailed link goes on opening what it opened; who stood for a text stays known. A demo's rows go
# with the demo.
ADD = """
CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND EXISTS ({of_the_demo}) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '{words}' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER {trigger}_only_added
    BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION {function}();
CREATE TRIGGER {trigger}_not_truncated
    BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION {function}();
"""
REMOVE = """
DROP TRIGGER {trigger}_not_truncated ON {table};
DROP TRIGGER {trigger}_only_added ON {table};
DROP FUNCTION {function}();
"""
KEPT = (
    {
        "table": "leaflets_monographreview",
        "trigger": "reviews_are",
        "function": "leaflets_keep_reviews",
        "words": "Reviews are only ever added: change the text, or review it again.",
        "of_the_demo": "SELECT FROM catalogue_product WHERE id = OLD.medicine_id AND is_demo",
    },
    {
        "table": "leaflets_leaflet",
        "trigger": "leaflets_are",
        "function": "leaflets_keep_leaflets",
        "words": "Leaflets are only ever added: upload another to replace one.",
        "of_the_demo": """
            SELECT FROM catalogue_dosage
            JOIN catalogue_product ON catalogue_product.id = catalogue_dosage.medicine_id
            WHERE catalogue_dosage.id = OLD.dosage_id AND catalogue_product.is_demo
        """,
    },
)
# As in catalogue's 0040: a review is of a medicine, never of a pack.
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
        *(migrations.RunSQL(ADD.format(**names), REMOVE.format(**names)) for names in KEPT),
        migrations.RunSQL(OF_A_MEDICINE, OF_ANYTHING),
    ]
