from django.db import migrations

GRANTS = {
    ("case", "prescription case"): ("view", "decide"),
    ("question", "question"): ("view", "add", "change"),
}


def add(apps, schema_editor):
    group, _created = apps.get_model("auth", "Group").objects.get_or_create(name="Pharmacist")
    content_types = apps.get_model("contenttypes", "ContentType").objects
    permissions = apps.get_model("auth", "Permission").objects
    for (model, words), verbs in GRANTS.items():
        content_type, _created = content_types.get_or_create(app_label="prescriptions", model=model)
        for verb in verbs:
            permission, _created = permissions.get_or_create(
                content_type=content_type,
                codename=f"{verb}_{model}",
                defaults={"name": f"Can {verb} {words}"},
            )
            group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("prescriptions", "0004_what_is_approved_was_decided"),
        ("catalogue", "0038_roles_of_staff"),
    ]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
