from django.db import migrations

ROLES = {"Price editor": ("view",), "Pharmacist": ("view", "add", "change")}
MODELS = ("substance", "interaction")


def add(apps, schema_editor):
    for name, verbs in ROLES.items():
        group, _created = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.add(
            *(permission(apps, model, verb) for model in MODELS for verb in verbs)
        )


def permission(apps, model, verb):
    content_type, _created = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="substances", model=model
    )
    return apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type,
        codename=f"{verb}_{model}",
        defaults={"name": f"Can {verb} {model}"},
    )[0]


class Migration(migrations.Migration):
    dependencies = [
        ("substances", "0003_packs_are_classed_by_their_size"),
        ("catalogue", "0038_roles_of_staff"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
