from django.db import migrations, models

# A generated column says which structure is wanted, a composite foreign key asks for it: no trigger
# to race with, and a medicine that has dosages cannot become a pack.
ADD = """
ALTER TABLE {table}
    ADD COLUMN medicine_structure varchar(10) GENERATED ALWAYS AS ('parent') STORED,
    ADD CONSTRAINT {constraint}
        FOREIGN KEY (medicine_id, medicine_structure) REFERENCES catalogue_product (id, structure)
        DEFERRABLE INITIALLY DEFERRED
"""
REMOVE = "ALTER TABLE {table} DROP CONSTRAINT {constraint}, DROP COLUMN medicine_structure"
MEDICINES_ALONE = (
    {"table": "catalogue_dosage", "constraint": "dosage_is_of_a_medicine"},
    {"table": "catalogue_monographsection", "constraint": "section_is_of_a_medicine"},
)


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0039_dosage_label_is_small_and_unspaced")]
    operations = [
        migrations.AddConstraint(
            model_name="product",
            constraint=models.UniqueConstraint(
                name="product_and_its_structure", fields=["id", "structure"]
            ),
        ),
        *(
            migrations.RunSQL(ADD.format(**names), REMOVE.format(**names))
            for names in MEDICINES_ALONE
        ),
    ]
