"""The demo's staff: five people who may do different things in the admin."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction

from catalog.demo.load import DemoRefused
from catalog.people import DEMO_ADDRESSES

# Public on purpose: everybody who tries the demo signs in with it, and no live shop accepts it.
DEMO_PASSWORD = "demo-staff-only"  # noqa: S105


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody to sign in as; `group` "" is the owner, who may do everything."""

    email: str
    first_name: str
    last_name: str
    group: str
    may: str


PRICES, PHARMACIST, DISPENSER, SUPPORT, OWNER = DEMO_ADDRESSES
DEMO_STAFF = (
    DemoPerson(PRICES, "Priya", "Nair", "Price editor", "edit packs and prices only"),
    DemoPerson(
        PHARMACIST,
        "Tom",
        "Adeyemi",
        "Pharmacist",
        "approve orders, edit texts",
    ),
    DemoPerson(
        DISPENSER,
        "Dan",
        "Whitfield",
        "Dispenser",
        "pick, dispense and ship orders, receive stock",
    ),
    DemoPerson(SUPPORT, "Sue", "Okafor", "Support", "refund and put payments right"),
    DemoPerson(OWNER, "Rowan", "Ellis", "", "do everything"),
)


@transaction.atomic
def add_demo_staff() -> list[str]:
    """Let the demo's staff in with DEMO_PASSWORD where they are not yet; the e-mails let in.

    Raises DemoRefused in live mode.
    """
    _refuse_in_a_live_shop()
    users = get_user_model().objects
    working = users.filter(is_active=True).values_list("email", flat=True)
    taken = {email.casefold() for email in working}
    new = [person for person in DEMO_STAFF if person.email not in taken]
    for person in new:
        add_demo_person(person)
    return [person.email for person in new]


@transaction.atomic
def add_demo_person(person: DemoPerson) -> None:
    """Let one of them in with DEMO_PASSWORD, also who is in. Raises DemoRefused in live mode."""
    _refuse_in_a_live_shop()
    # One who went with an earlier demo comes back.
    user, _created = get_user_model().objects.get_or_create(email=person.email)
    user.first_name, user.last_name = person.first_name, person.last_name
    user.is_active, user.is_staff, user.is_superuser = True, True, not person.group
    user.set_password(DEMO_PASSWORD)
    user.save()
    confirmed = {"verified": True, "primary": True}
    EmailAddress.objects.update_or_create(user=user, email=person.email, defaults=confirmed)
    if person.group:
        user.groups.add(Group.objects.get(name=person.group))


@transaction.atomic
def remove_demo_staff() -> None:
    """Take every right from the demo's staff; their accounts stay for what they moved."""
    for user in get_user_model().objects.filter(email__in=DEMO_ADDRESSES):
        user.is_active = user.is_staff = user.is_superuser = False
        user.set_unusable_password()
        user.save()
        user.groups.clear()


def _refuse_in_a_live_shop() -> None:
    if settings.SHOP_MODE == "live":
        raise DemoRefused("Demo staff share a public password: a live shop never has them.")
