from django.db import migrations, models

# A lot of the movement's own dosage: where there is none, the composite key asks for nothing.
ADD = """
ALTER TABLE catalogue_stockmovement
    ADD CONSTRAINT movement_is_of_a_lot_of_its_dosage
    FOREIGN KEY (lot_id, dosage_id) REFERENCES lots_lot (id, dosage_id)
    DEFERRABLE INITIALLY DEFERRED
"""
REMOVE = "ALTER TABLE catalogue_stockmovement DROP CONSTRAINT movement_is_of_a_lot_of_its_dosage"


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0042_pools_know_what_they_are_short_of"),
        ("lots", "0001_lots_have_numbers_and_expiries"),
    ]
    operations = [
        migrations.AddField(
            "stockmovement",
            "lot",
            models.ForeignKey(
                null=True, on_delete=models.CASCADE, related_name="movements", to="lots.lot"
            ),
        ),
        migrations.RunSQL(ADD, REMOVE),
    ]
