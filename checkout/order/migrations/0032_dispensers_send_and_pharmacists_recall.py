from django.db import migrations

WORDS = {
    "view_order": "Can view Order",
    "dispense_order": "Can dispense orders",
    "ship_order": "Can ship orders and note their delivery",
    "take_back_order": "Can note what came back of orders",
    "recall_lot": "Can see who got a lot",
}
GRANTS = {
    "Dispenser": ("view_order", "dispense_order", "ship_order", "take_back_order"),
    "Pharmacist": ("ship_order", "take_back_order", "recall_lot"),
}


def add(apps, schema_editor):
    content_type, _created = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="order", model="order"
    )
    permissions = apps.get_model("auth", "Permission").objects
    for name, codenames in GRANTS.items():
        group, _created = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        for codename in codenames:
            permission, _created = permissions.get_or_create(
                content_type=content_type,
                codename=codename,
                defaults={"name": WORDS[codename]},
            )
            group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("order", "0031_what_left_the_shelf_adds_up")]
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
                    ("ship_order", "Can ship orders and note their delivery"),
                    ("take_back_order", "Can note what came back of orders"),
                    ("recall_lot", "Can see who got a lot"),
                ],
                "verbose_name": "Order",
                "verbose_name_plural": "Orders",
            },
        ),
        migrations.RunPython(add, migrations.RunPython.noop),
    ]
