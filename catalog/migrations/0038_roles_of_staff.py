from django.db import migrations

# Permissions by model and verb; Django writes the same rows after migrating, and finds these.
ROLES = {
    "Price editor": {"pack": ("view", "add", "change")},
    "Pharmacist": {
        "medicine": ("view", "add", "change"),
        "pack": ("view",),
        "dosage": ("view",),
        "category": ("view", "add", "change"),
        "stockmovement": ("view", "add"),
    },
}


def add(apps, schema_editor):
    group_model = apps.get_model("auth", "Group")
    for name, grants in ROLES.items():
        group, _created = group_model.objects.get_or_create(name=name)
        for model, verbs in grants.items():
            group.permissions.add(*(permission(apps, model, verb) for verb in verbs))


def permission(apps, model, verb):
    content_type, _created = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="catalogue", model=model
    )
    permissions = apps.get_model("auth", "Permission").objects
    words = apps.get_model("catalogue", model)._meta.verbose_name
    return permissions.get_or_create(
        content_type=content_type,
        codename=f"{verb}_{model}",
        defaults={"name": f"Can {verb} {words}"},
    )[0]


class Migration(migrations.Migration):
    replaces = [("catalogue", "0037_roles_of_staff")]
    dependencies = [
        ("catalogue", "0037_medicine_is_the_one_product_class"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
