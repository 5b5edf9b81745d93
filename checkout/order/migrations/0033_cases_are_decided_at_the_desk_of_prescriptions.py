from django.db import migrations

OPTIONS = {
    "ordering": ["-date_placed"],
    "permissions": [
        ("dispense_order", "Can dispense orders"),
        ("refund_order", "Can refund orders"),
        ("repair_order", "Can put an order's payment right"),
        ("ship_order", "Can ship orders and note their delivery"),
        ("take_back_order", "Can note what came back of orders"),
        ("recall_lot", "Can see who got a lot"),
    ],
    "verbose_name": "Order",
    "verbose_name_plural": "Orders",
}


def hand_over(apps, schema_editor):
    """Whoever may decide orders may decide cases, which is what it is called from now on."""
    permissions = apps.get_model("auth", "Permission").objects
    old = permissions.filter(content_type__app_label="order", codename="decide_order").first()
    if old is None:
        return
    new = permissions.filter(
        content_type__app_label="prescriptions", codename__in=["view_case", "decide_case"]
    )
    for group in old.group_set.all():
        group.permissions.add(*new)
    for user in old.user_set.all():
        user.user_permissions.add(*new)
    old.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("order", "0032_dispensers_send_and_pharmacists_recall"),
        ("prescriptions", "0005_pharmacists_decide_cases"),
    ]
    operations = [
        migrations.AlterModelOptions("order", OPTIONS),
        migrations.RunPython(hand_over, migrations.RunPython.noop),
    ]
