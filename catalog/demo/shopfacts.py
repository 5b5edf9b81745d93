"""Who sells in the demo: a pharmacy that does not exist."""

from catalog.shopfacts.models import ShopFacts

FACTS = {
    "name": "Rowan Pharmacy",
    "owner": "Rowan Example Ltd",
    "address": "1 Sample Street, Exampletown",
    "regulator": "Register of Samples",
    "registration_number": "0000000",
    "registration_url": "https://register.example.com/0000000",
    "superintendent": "Ada Example",
    "superintendent_registration": "2000001",
    "hours": "Monday to Friday, 9 am to 6 pm",
    "phone": "555 010 0100",
    "email": "help@example.com",
    "complaints_email": "complaints@example.com",
    "complaints_address": "Complaints, Rowan Pharmacy\n1 Sample Street, Exampletown",
}


def add_demo_facts() -> None:
    """Where staff have entered nothing yet."""
    ShopFacts.objects.get_or_create(pk=1, defaults=FACTS)


def remove_demo_facts() -> None:
    """Where staff have changed nothing since."""
    ShopFacts.objects.filter(pk=1, **FACTS).delete()
