from django.db import migrations

ADD = """
ALTER TABLE search_{table} ADD CONSTRAINT {table}_goes_with_its_medicine
    FOREIGN KEY (medicine_id) REFERENCES catalogue_product (id) ON DELETE CASCADE
"""
REMOVE = "ALTER TABLE search_{table} DROP CONSTRAINT {table}_goes_with_its_medicine"


class Migration(migrations.Migration):
    dependencies = [("search", "0002_entries_and_spellings")]
    operations = [
        migrations.RunSQL(ADD.format(table=table), REMOVE.format(table=table))
        for table in ("entry", "spelling")
    ]
