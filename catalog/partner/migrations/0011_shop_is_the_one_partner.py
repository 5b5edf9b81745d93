from django.db import migrations


def add(apps, schema_editor):
    apps.get_model("partner", "Partner").objects.create(name="The shop", code="shop")


class Migration(migrations.Migration):
    replaces = [("partner", "0009_shop_is_the_one_partner")]
    dependencies = [("partner", "0010_prices_are_recorded_by_the_database")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
