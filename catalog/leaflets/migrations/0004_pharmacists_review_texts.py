from django.db import migrations

GRANTS = {
    "monographreview": ("review_monograph", "Can review monographs"),
    "leaflet": ("add_leaflet", "Can add leaflet"),
}


def add(apps, schema_editor):
    group, _created = apps.get_model("auth", "Group").objects.get_or_create(name="Pharmacist")
    content_types = apps.get_model("contenttypes", "ContentType").objects
    for model, (codename, words) in GRANTS.items():
        content_type, _created = content_types.get_or_create(app_label="leaflets", model=model)
        permission, _created = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=content_type, codename=codename, defaults={"name": words}
        )
        group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("leaflets", "0003_reviews_and_leaflets_are_only_added"),
        ("catalogue", "0038_roles_of_staff"),
    ]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
