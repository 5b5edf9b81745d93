"""Rows for tests, made in the words of the shop."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import count

from django.db import transaction
from django.db.models import QuerySet
from django.utils.text import slugify
from django.utils.timezone import localdate
from oscar.core.loading import get_model

from catalog import stock
from catalog.lots.models import Lot
from catalog.models import Category, Dosage, Pack, Product, ProductCategory, ProductClass
from catalog.partner.models import Partner, StockRecord
from catalog.substances.models import Interaction, Substance
from checkout.accounts.models import User

_numbers = count(1)


def a_user(email: str = "", **values) -> User:
    return User.objects.create_user(email or f"person{next(_numbers)}@example.com", **values)


def a_category(name: str = "Muscle relaxants") -> Category:
    return Category.objects.add_root(instance=Category(name=name, slug=slugify(name)))


def a_medicine(name: str = "", *, category: Category | None = None, **values) -> Product:
    name = name or f"Medicine {next(_numbers)}"
    defaults = {
        "slug": slugify(name),
        "legal_class": "POM",
        "unit": "pill",
        "form": "Tablets",
        "product_class": ProductClass.objects.get(),
    }
    medicine = Product.objects.create(title=name, **{**defaults, **values})
    if category:
        ProductCategory.objects.create(product=medicine, category=category)
    return medicine


@transaction.atomic
def a_dosage(
    medicine: Product | None = None, label: str = "10mg", *, units_on_hand: int = 1000, **values
) -> Dosage:
    """All that is on hand is of one lot that expires in ten years."""
    medicine = medicine or a_medicine()
    values.setdefault("position", medicine.dosages.count())
    dosage = Dosage.objects.create(
        medicine=medicine, label=label, units_on_hand=units_on_hand, **values
    )
    if units_on_hand:
        Lot.objects.create(
            dosage=dosage, number=_lot_number(), units=units_on_hand, expires_on=_in_ten_years()
        )
    return dosage


@transaction.atomic
def a_lot(dosage: Dosage, units: int, number: str = "", *, expires_in_days: int = 3650) -> Lot:
    """Units of a lot more on the shelf; below 0 days it has expired, and nobody has noticed."""
    stock.fill(dosage.pk, units)
    expires_on = localdate() + timedelta(days=expires_in_days)
    return Lot.objects.create(
        dosage=dosage, number=number or _lot_number(), units=units, expires_on=expires_on
    )


@transaction.atomic
def put_on_the_shelf(units: int, dosages: QuerySet[Dosage] | None = None) -> None:
    """Of every dosage exactly so many units, of one lot; never fewer than are reserved."""
    dosages = Dosage.objects.all() if dosages is None else dosages
    for dosage in dosages.select_for_update(no_key=True, of=["self"]).order_by("pk"):
        units_on_hand = max(units, dosage.units_reserved)
        Dosage.objects.filter(pk=dosage.pk).update(units_on_hand=units_on_hand, units_short=0)
        dosage.lots.in_the_pool().update(units=0)
        number, defaults = f"SHELF-{dosage.pk}", {"expires_on": _in_ten_years()}
        lot, _created = Lot.objects.get_or_create(dosage=dosage, number=number, defaults=defaults)
        Lot.objects.filter(pk=lot.pk).update(units=units_on_hand)


def _lot_number() -> str:
    return f"LOT{next(_numbers):04}"


def _in_ten_years() -> date:
    return localdate() + timedelta(days=3650)


def a_pack(
    dosage: Dosage | None = None, units: int = 60, price: str = "52.00", **values
) -> Product:
    dosage = dosage or a_dosage()
    pack = Pack.objects.create(
        structure=Product.CHILD,
        parent=dosage.medicine,
        dosage=dosage,
        units=units,
        slug=f"{dosage.medicine.slug}-{dosage.label}-{units}",
        **values,
    )
    StockRecord.objects.create(
        product=pack,
        partner=Partner.objects.get(),
        partner_sku=f"pack-{pack.pk}",
        price_currency="USD",
        price=Decimal(price),
    )
    return pack


def a_substance(name: str, *, medicines=(), **values) -> Substance:
    """A substance the shop knows already, or a new one."""
    substance, _ = Substance.objects.update_or_create(name=name, defaults=values)
    substance.medicines.add(*medicines)
    return substance


def an_interaction(one: str, other: str, severity: str = "serious", **values) -> Interaction:
    a, b = sorted((a_substance(one), a_substance(other)), key=lambda substance: substance.pk)
    defaults = {"severity": severity, "advice": f"Mind {one} with {other}."} | values
    return Interaction.objects.update_or_create(a=a, b=b, defaults=defaults)[0]


BACLOFEN = {
    "10mg": [
        (60, "52.00"),
        (90, "68.00"),
        (120, "85.00"),
        (180, "118.00"),
        (270, "168.00"),
        (360, "218.00"),
    ],
    "25mg": [
        (30, "101.00"),
        (60, "151.00"),
        (90, "200.00"),
        (120, "250.00"),
        (180, "349.00"),
        (270, "498.00"),
    ],
}


def baclofen(**values) -> Product:
    """The owner's medicine with its 12 packs."""
    medicine = a_medicine("Baclofen", generic_name="baclofen", **values)
    for label, packs in BACLOFEN.items():
        dosage = a_dosage(medicine, label)
        for units, price in packs:
            a_pack(dosage, units, price)
    return medicine


Country = get_model("address", "Country")
