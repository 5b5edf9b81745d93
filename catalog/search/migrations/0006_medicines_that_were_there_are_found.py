from django.db import migrations

WRITE = "SELECT search_write(array_agg(id)) FROM catalogue_product WHERE structure = 'parent'"


class Migration(migrations.Migration):
    dependencies = [("search", "0005_what_is_written_is_found")]
    operations = [migrations.RunSQL(WRITE, migrations.RunSQL.noop)]
