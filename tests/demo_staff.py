"""The demo's staff, one by one: most tests need one of the five, and each takes 20 statements."""

from catalog.demo.staff import DEMO_STAFF, add_demo_person
from checkout.accounts.models import User


def demo_user(who: str) -> User:
    """One of them by what they do, such as "pharmacist"; added where nobody has asked before."""
    [person] = (person for person in DEMO_STAFF if person.email == f"{who}@example.com")
    if not User.objects.filter(email=person.email).exists():
        add_demo_person(person)
    return User.objects.get(email=person.email)
