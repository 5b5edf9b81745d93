from django.db import migrations

GRANTS = {
    ("order", "order"): ("view", "decide"),
    ("order", "line"): ("view",),
    ("order", "orderstatuschange"): ("view",),
    ("payment", "paymentattempt"): ("view",),
}


def add(apps, schema_editor):
    group, _created = apps.get_model("auth", "Group").objects.get_or_create(name="Pharmacist")
    content_types = apps.get_model("contenttypes", "ContentType").objects
    permissions = apps.get_model("auth", "Permission").objects
    for (app, model), verbs in GRANTS.items():
        content_type, _created = content_types.get_or_create(app_label=app, model=model)
        for verb in verbs:
            permission, _created = permissions.get_or_create(
                content_type=content_type,
                codename=f"{verb}_{model}",
                defaults={"name": f"Can {verb} {model}"},
            )
            group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("order", "0022_frozen_orders"),
        ("payment", "0006_attempts_outbox_events"),
        ("catalogue", "0037_roles_of_staff"),
    ]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
