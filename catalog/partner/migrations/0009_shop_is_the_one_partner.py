from django.db import migrations


def add(apps, schema_editor):
    apps.get_model("partner", "Partner").objects.create(name="The shop", code="shop")


class Migration(migrations.Migration):
    dependencies = [("partner", "0008_one_price_per_pack")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
