from django.db import migrations

VERBS = ("view", "add", "change")


def add(apps, schema_editor):
    content_type, _created = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="prices", model="scheduledprice"
    )
    permissions = apps.get_model("auth", "Permission").objects
    granted = [
        permissions.get_or_create(
            content_type=content_type,
            codename=f"{verb}_scheduledprice",
            defaults={"name": f"Can {verb} scheduled price"},
        )[0]
        for verb in VERBS
    ]
    apps.get_model("auth", "Group").objects.get(name="Price editor").permissions.add(*granted)


class Migration(migrations.Migration):
    dependencies = [
        ("prices", "0002_scheduled_prices"),
        ("catalogue", "0038_roles_of_staff"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
