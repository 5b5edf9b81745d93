from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import migrations, models
from django.db.models.functions import Upper

from catalog.concurrently import AddIndexConcurrently


def any_part(*names):
    return [OpClass(Upper(name), name="gin_trgm_ops") for name in names]


class Migration(migrations.Migration):
    # Nobody's order waits while they are made.
    atomic = False
    dependencies = [
        ("order", "0027_orders_under_way_are_counted"),
        ("search", "0001_letters_without_accents_and_trigrams"),
    ]
    operations = [
        AddIndexConcurrently(
            "order",
            models.Index(fields=["status", "-date_placed", "-id"], name="orders_by_state"),
        ),
        AddIndexConcurrently(
            "order",
            GinIndex(*any_part("number", "guest_email"), name="orders_by_any_part"),
        ),
        AddIndexConcurrently(
            "shippingaddress",
            GinIndex(*any_part("first_name", "last_name"), name="addresses_by_any_name"),
        ),
    ]
