from django.db import migrations

ROLES = {
    "Pharmacist": {("lots", "lot"): {"withdraw_lot": "Can withdraw lots"}},
    "Dispenser": {
        ("catalogue", "dosage"): {"view_dosage": "Can view dosage"},
        ("catalogue", "stockmovement"): {
            "view_stockmovement": "Can view stock movement",
            "add_stockmovement": "Can add stock movement",
        },
    },
}


def add(apps, schema_editor):
    content_types = apps.get_model("contenttypes", "ContentType").objects
    permissions = apps.get_model("auth", "Permission").objects
    for role, grants in ROLES.items():
        group, _created = apps.get_model("auth", "Group").objects.get_or_create(name=role)
        for (app, model), words in grants.items():
            content_type, _created = content_types.get_or_create(app_label=app, model=model)
            for codename, name in words.items():
                permission, _created = permissions.get_or_create(
                    content_type=content_type, codename=codename, defaults={"name": name}
                )
                group.permissions.add(permission)


class Migration(migrations.Migration):
    replaces = [("lots", "0005_pharmacists_withdraw_and_dispensers_receive")]
    dependencies = [
        ("lots", "0003_lots_stay_what_they_are"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
