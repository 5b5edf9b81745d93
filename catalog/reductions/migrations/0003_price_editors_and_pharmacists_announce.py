from django.db import migrations

ROLES = ("Price editor", "Pharmacist")


def add(apps, schema_editor):
    content_type, _created = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="reductions", model="reduction"
    )
    permission, _created = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type,
        codename="announce_reduction",
        defaults={"name": "Can announce price reductions"},
    )
    for role in ROLES:
        group, _created = apps.get_model("auth", "Group").objects.get_or_create(name=role)
        group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("reductions", "0002_reductions_stay_what_they_were"),
        ("catalogue", "0038_roles_of_staff"),
    ]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
