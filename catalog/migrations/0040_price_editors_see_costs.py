from django.db import migrations


def add(apps, schema_editor):
    content_type, _created = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="catalogue", model="dosage"
    )
    permission, _created = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type,
        codename="see_cost",
        defaults={"name": "Can see and change what a unit costs to buy"},
    )
    apps.get_model("auth", "Group").objects.get(name="Price editor").permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0039_units_cost_something"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
