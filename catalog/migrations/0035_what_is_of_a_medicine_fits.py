from django.db import migrations

# A composite foreign key asks that both ends agree, a generated column says which structure is
# wanted: no trigger to race with, and a medicine that has dosages cannot become a pack. Where one of
# its columns is empty, such a key asks for nothing.
FIT = """
ALTER TABLE {table} ADD CONSTRAINT {constraint} FOREIGN KEY ({columns}) REFERENCES {target}
    DEFERRABLE INITIALLY DEFERRED
"""
ANY = "ALTER TABLE {table} DROP CONSTRAINT {constraint}"
FITS = (
    {
        "constraint": "pack_belongs_to_a_dosage_of_its_medicine",
        "table": "catalogue_product",
        "columns": "dosage_id, parent_id",
        "target": "catalogue_dosage (id, medicine_id)",
    },
    {
        "constraint": "movement_is_of_a_lot_of_its_dosage",
        "table": "catalogue_stockmovement",
        "columns": "lot_id, dosage_id",
        "target": "lots_lot (id, dosage_id)",
    },
)
OF_A_MEDICINE = """
ALTER TABLE {table}
    ADD COLUMN medicine_structure varchar(10) GENERATED ALWAYS AS ('parent') STORED,
    ADD CONSTRAINT {constraint}
        FOREIGN KEY (medicine_id, medicine_structure) REFERENCES catalogue_product (id, structure)
        DEFERRABLE INITIALLY DEFERRED
"""
OF_ANYTHING = "ALTER TABLE {table} DROP CONSTRAINT {constraint}, DROP COLUMN medicine_structure"
MEDICINES_ALONE = (
    {"table": "catalogue_dosage", "constraint": "dosage_is_of_a_medicine"},
    {"table": "catalogue_monographsection", "constraint": "section_is_of_a_medicine"},
)


class Migration(migrations.Migration):
    replaces = [
        ("catalogue", "0034_pack_belongs_to_its_medicines_dosage"),
        ("catalogue", "0040_dosages_and_sections_are_of_medicines"),
    ]
    dependencies = [("catalogue", "0034_stock_moves_by_the_lot")]
    operations = [
        *(migrations.RunSQL(FIT.format(**names), ANY.format(**names)) for names in FITS),
        *(
            migrations.RunSQL(OF_A_MEDICINE.format(**names), OF_ANYTHING.format(**names))
            for names in MEDICINES_ALONE
        ),
    ]
