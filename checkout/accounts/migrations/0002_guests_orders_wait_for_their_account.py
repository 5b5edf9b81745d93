from django.conf import settings
from django.db import migrations, models

from catalog.at_once import key


class Migration(migrations.Migration):
    replaces = [
        ("accounts", "0004_guests_orders_wait_for_their_account"),
        ("accounts", "0005_addresses_of_staff_are_confirmed"),
    ]
    dependencies = [
        ("accounts", "0001_people_sign_in_by_email"),
        ("order", "0022_what_was_ordered"),
    ]
    operations = [
        migrations.CreateModel(
            "OrderToKeep",
            [
                ("id", key()),
                (
                    "account",
                    models.ForeignKey(
                        settings.AUTH_USER_MODEL, models.CASCADE, related_name="orders_to_keep"
                    ),
                ),
                (
                    "order",
                    models.OneToOneField("order.order", models.CASCADE, related_name="+"),
                ),
            ],
        ),
    ]
