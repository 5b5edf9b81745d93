from django.db import migrations

ADD = """
ALTER TABLE catalogue_product
    ADD CONSTRAINT pack_belongs_to_a_dosage_of_its_medicine
    FOREIGN KEY (dosage_id, parent_id) REFERENCES catalogue_dosage (id, medicine_id)
    DEFERRABLE INITIALLY DEFERRED
"""
REMOVE = "ALTER TABLE catalogue_product DROP CONSTRAINT pack_belongs_to_a_dosage_of_its_medicine"


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0033_medicines_dosages_and_packs")]
    operations = [migrations.RunSQL(ADD, REMOVE)]
