from django.db import migrations

ADD = """
INSERT INTO lots_lot (dosage_id, number, units, withdrawn_because)
SELECT id, 'BEFORE-LOTS', units_on_hand, '' FROM catalogue_dosage WHERE units_on_hand > 0
"""
REMOVE = "DELETE FROM lots_lot WHERE number = 'BEFORE-LOTS'"


class Migration(migrations.Migration):
    dependencies = [("lots", "0001_lots_have_numbers_and_expiries")]
    operations = [migrations.RunSQL(ADD, REMOVE)]
