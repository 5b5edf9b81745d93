"""Rows for tests, made in the words of the shop."""

from decimal import Decimal
from itertools import count

from django.utils.text import slugify
from oscar.core.loading import get_model

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


def a_dosage(
    medicine: Product | None = None, label: str = "10mg", *, units_on_hand: int = 1000, **values
) -> Dosage:
    medicine = medicine or a_medicine()
    values.setdefault("position", medicine.dosages.count())
    return Dosage.objects.create(
        medicine=medicine, label=label, units_on_hand=units_on_hand, **values
    )


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
