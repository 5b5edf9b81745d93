from django.db import migrations

WORDS = {
    "decide": "Can approve or reject orders",
    "dispense": "Can dispense orders",
    "refund": "Can refund orders",
    "repair": "Can put an order's payment right",
    "view": "Can view Order",
}
GRANTS = {"Pharmacist": ("dispense", "repair"), "Support": ("view", "refund", "repair")}


def add(apps, schema_editor):
    content_type, _created = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="order", model="order"
    )
    permissions = apps.get_model("auth", "Permission").objects
    for name, verbs in GRANTS.items():
        group, _created = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        for verb in verbs:
            permission, _created = permissions.get_or_create(
                content_type=content_type,
                codename=f"{verb}_order",
                defaults={"name": WORDS[verb]},
            )
            group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("order", "0025_approved_orders_wait_for_payment")]
    operations = [
        migrations.AlterModelOptions(
            "order",
            {
                "ordering": ["-date_placed"],
                "permissions": [
                    ("decide_order", "Can approve or reject orders"),
                    ("dispense_order", "Can dispense orders"),
                    ("refund_order", "Can refund orders"),
                    ("repair_order", "Can put an order's payment right"),
                ],
                "verbose_name": "Order",
                "verbose_name_plural": "Orders",
            },
        ),
        migrations.RunPython(add, migrations.RunPython.noop),
    ]
