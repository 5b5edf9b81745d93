from django.db import migrations


def add(apps, schema_editor):
    product_classes = apps.get_model("catalogue", "ProductClass").objects
    product_classes.create(
        name="Medicine", slug="medicine", requires_shipping=True, track_stock=True
    )


class Migration(migrations.Migration):
    replaces = [("catalogue", "0036_medicine_is_the_one_product_class")]
    dependencies = [("catalogue", "0036_stock_movements_are_only_added")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
