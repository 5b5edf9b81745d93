"""Addresses are looked up in small letters; those staff have signed in with so far go on to."""

from django.db import migrations
from django.db.models.functions import Lower


def confirm(apps, schema_editor):
    people = apps.get_model("accounts", "User").objects
    people.update(email=Lower("email"))
    addresses = apps.get_model("account", "EmailAddress").objects
    addresses.bulk_create(
        addresses.model(user=person, email=person.email, verified=True, primary=True)
        for person in people.filter(is_staff=True, is_active=True)
    )


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0004_guests_orders_wait_for_their_account"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [migrations.RunPython(confirm, migrations.RunPython.noop)]
