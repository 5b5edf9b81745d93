from django.db import migrations


def add(apps, schema_editor):
    group, _created = apps.get_model("auth", "Group").objects.get_or_create(name="Pharmacist")
    content_type, _created = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="history", model="entry"
    )
    permission, _created = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type,
        codename="view_entry",
        defaults={"name": "Can view event"},
    )
    group.permissions.add(permission)


class Migration(migrations.Migration):
    replaces = [("history", "0002_pharmacists_see_the_history")]
    dependencies = [("history", "0002_what_changes_enters_the_history")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
