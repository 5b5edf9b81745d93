"""Two ways to deliver to two countries, for a demo shop."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from oscar.core.loading import get_model

from checkout.shipping.models import DeliveryMethod

Country = get_model("address", "Country")

COUNTRIES = {"US": "United States", "CA": "Canada"}


@dataclass(frozen=True, slots=True)
class DemoMethod:
    name: str
    description: str
    price: Decimal
    free_from: Decimal | None


METHODS = (
    DemoMethod("Tracked", "2 to 4 working days", Decimal("4.95"), Decimal("150.00")),
    DemoMethod("Express", "Next working day", Decimal("12.95"), None),
)


@transaction.atomic
def load_demo_delivery() -> int:
    """Add the demo's delivery methods where the shop has none of the name; the number added.

    Countries and methods that are there already stay as staff left them.
    """
    countries = [_country(code, name) for code, name in COUNTRIES.items()]
    return sum(_add(method, position, countries) for position, method in enumerate(METHODS))


@transaction.atomic
def remove_demo_delivery() -> int:
    """Delete the demo's delivery methods that staff have not changed; the number deleted.

    The countries stay: addresses refer to them, and without a method nothing is delivered there.
    """
    removed = 0
    for method in METHODS:
        untouched = DeliveryMethod.objects.filter(
            name=method.name,
            description=method.description,
            price=method.price,
            free_from=method.free_from,
        )
        removed += untouched.delete()[1].get("shipping.DeliveryMethod", 0)
    return removed


def _country(code: str, name: str) -> object:
    defaults = {"printable_name": name, "name": name, "is_shipping_country": True}
    return Country.objects.get_or_create(iso_3166_1_a2=code, defaults=defaults)[0]


def _add(method: DemoMethod, position: int, countries: list[object]) -> bool:
    row, added = DeliveryMethod.objects.get_or_create(
        name=method.name,
        defaults={
            "description": method.description,
            "price": method.price,
            "free_from": method.free_from,
            "position": position,
        },
    )
    if added:
        row.countries.set(countries)
    return added
