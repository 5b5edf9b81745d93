from django.db import migrations
from django.db.models import OuterRef, Subquery


def take_todays_packs(apps, schema_editor):
    """What lies in carts already counts as added the way it is sold today."""
    pack = apps.get_model("catalogue", "Product").objects.filter(pk=OuterRef("product_id"))
    apps.get_model("basket", "Line").objects.update(
        units_when_added=Subquery(pack.values("units")[:1]),
        dosage_when_added=Subquery(pack.values("dosage__label")[:1]),
    )


class Migration(migrations.Migration):
    dependencies = [("basket", "0014_lines_keep_the_pack_as_added")]

    operations = [migrations.RunPython(take_todays_packs, migrations.RunPython.noop, elidable=True)]
