from django.db import migrations

WORDS = {
    ("order", "order"): {
        "view_order": "Can view order",
        "dispense_order": "Can dispense orders",
        "refund_order": "Can refund orders",
        "repair_order": "Can put an order's payment right",
        "ship_order": "Can ship orders and note their delivery",
        "take_back_order": "Can note what came back of orders",
        "recall_lot": "Can see who got a lot",
    },
    ("order", "line"): {"view_line": "Can view line"},
    ("order", "orderstatuschange"): {"view_orderstatuschange": "Can view orderstatuschange"},
    ("payment", "paymentattempt"): {"view_paymentattempt": "Can view paymentattempt"},
}
LOOK = ("view_order", "view_line", "view_orderstatuschange", "view_paymentattempt")
GRANTS = {
    "Dispenser": ("view_order", "dispense_order", "ship_order", "take_back_order"),
    "Pharmacist": (
        *LOOK,
        *("dispense_order", "repair_order", "ship_order", "take_back_order", "recall_lot"),
    ),
    "Support": ("view_order", "refund_order", "repair_order"),
}


def add(apps, schema_editor):
    known = permissions(apps)
    for name, codenames in GRANTS.items():
        group, _created = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.add(*(known[codename] for codename in codenames))


def permissions(apps):
    known = {}
    for (app, model), words in WORDS.items():
        content_type, _created = apps.get_model(
            "contenttypes", "ContentType"
        ).objects.get_or_create(app_label=app, model=model)
        for codename, name in words.items():
            known[codename], _created = apps.get_model("auth", "Permission").objects.get_or_create(
                content_type=content_type, codename=codename, defaults={"name": name}
            )
    return known


class Migration(migrations.Migration):
    replaces = [
        ("order", "0023_pharmacists_decide_orders"),
        ("order", "0026_support_puts_payments_right"),
        ("order", "0032_dispensers_send_and_pharmacists_recall"),
        ("order", "0033_cases_are_decided_at_the_desk_of_prescriptions"),
    ]
    dependencies = [
        ("order", "0025_what_left_the_shelf_adds_up"),
        ("catalogue", "0038_roles_of_staff"),
    ]
    # Oscar's role, which nobody has, gets of its permissions those that are there by then.
    run_before = [("customer", "0008_assign_permissions_to_staff")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
