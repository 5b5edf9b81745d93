"""Loading the demo into a shop and taking it out again."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from catalog.actions import PackToSave, add_packs
from catalog.demo.content import DemoDosage, DemoMedicine, categories, medicines
from catalog.demo.lots import demo_lots
from catalog.demo.source import rows_of
from catalog.demo.texts import sections_of, unbroken
from catalog.importing.taking_over import DEMO_STOCK, take_out_demo_stock
from catalog.lots.models import Lot, StockMovement
from catalog.models import (
    Category,
    Dosage,
    MonographSection,
    Product,
    ProductCategory,
    ProductClass,
    SectionKind,
)
from catalog.partner.models import StockRecord
from catalog.substances.actions import link_by_generic_name

# Marks the categories the demo made: staff's own carry another code or none.
CATEGORY_CODE = "demo-"


class DemoRefused(Exception):
    """The demo does not belong into this shop; the text says what to do."""


@transaction.atomic
def load_demo() -> int:
    """Add the demo's categories and medicines that the shop has not; the number of medicines added.

    A medicine at an address that is taken stays as it is, staff's or the demo's own, so that
    loading again changes nothing. Raises DemoRefused in live mode.
    """
    if settings.SHOP_MODE == "live":
        raise DemoRefused(
            "The demo is for SHOP_MODE=demo: a live shop sells its own medicines only."
        )
    ids_of_categories = category_ids()
    taken = set(Product.objects.medicines().values_list("slug", flat=True))
    new = [medicine for medicine in medicines() if medicine.slug not in taken]
    products = _add_medicines(new)
    ProductCategory.objects.bulk_create(
        ProductCategory(product=product, category_id=ids_of_categories[slug])
        for medicine, product in products
        for slug in medicine.categories
    )
    MonographSection.objects.bulk_create(_sections(products))
    link_by_generic_name([product for _, product in products])
    add_packs(
        (row, PackToSave(pack.units, pack.price, legal_class=pack.legal_class))
        for dosage, row in _add_dosages(products)
        for pack in dosage.packs
    )
    _call_prices_nobodys(product for _, product in products)
    return len(new)


def _call_prices_nobodys(medicines: Iterable[Product]) -> None:
    """No staff have set them: the owner's page may replace what is invented."""
    prices = StockRecord.objects.filter(product__parent__in=list(medicines))
    prices.update(imported_price=F("price"))


@transaction.atomic
def remove_demo() -> int:
    """Delete the demo's medicines with all they have; the number of medicines deleted.

    Staff's medicines stay, and every category that still holds one. A medicine that the owner's
    page took over stays without the units the demo invented. Whether orders forbid it is for the
    caller to ask.
    """
    demo = Product.objects.medicines().filter(is_demo=True)
    removed: int = demo.count()
    demo.delete()
    for medicine in Product.objects.medicines().filter(dosages__movements__reason=DEMO_STOCK):
        list(take_out_demo_stock(medicine))
    Category.objects.filter(
        code__startswith=CATEGORY_CODE, numchild=0, product__isnull=True
    ).delete()
    return removed


def category_ids() -> dict[str, int]:
    """Of every category by its slug, with those of the demo, which are added where missing."""
    ids = dict(Category.objects.values_list("slug", "pk"))
    for category in categories():
        if category.slug not in ids:
            code = CATEGORY_CODE + category.slug
            row = Category(name=category.name, slug=category.slug, code=code)
            ids[category.slug] = Category.objects.add_root(instance=row).pk
    return ids


def _add_medicines(new: Iterable[DemoMedicine]) -> list[tuple[DemoMedicine, Product]]:
    product_class = ProductClass.objects.get(slug="medicine")
    products = [(medicine, _product(medicine, product_class)) for medicine in new]
    Product.objects.bulk_create(product for _, product in products)
    return products


def _product(medicine: DemoMedicine, product_class: Any) -> Product:
    return Product(
        structure=Product.PARENT,
        product_class=product_class,
        is_demo=True,
        title=medicine.name,
        slug=medicine.slug,
        headline=medicine.headline,
        summary=unbroken(medicine.summary),
        introduction=unbroken(medicine.introduction),
        generic_name=medicine.generic_name,
        also_known_as=", ".join(medicine.also_known_as),
        form=medicine.form,
        unit=medicine.unit,
        legal_class=medicine.legal_class,
        max_units_per_order=medicine.max_units_per_order,
        minimum_age=medicine.minimum_age,
        check_note=medicine.check_note,
    )


def _sections(products: Iterable[tuple[DemoMedicine, Product]]) -> Iterator[MonographSection]:
    for medicine, product in products:
        sections = sections_of(medicine, rows_of(medicine.slug))
        for position, section in enumerate(sections):
            row = MonographSection(
                medicine=product,
                kind=section.kind,
                title=str(SectionKind(section.kind).label),
                body=unbroken(section.body),
                position=position,
            )
            row.write_html()
            yield row


def _add_dosages(
    products: Iterable[tuple[DemoMedicine, Product]],
) -> list[tuple[DemoDosage, Dosage]]:
    dosages = [
        (
            dosage,
            Dosage(
                medicine=product,
                label=dosage.label,
                position=position,
                units_on_hand=dosage.units_on_hand,
            ),
        )
        for medicine, product in products
        for position, dosage in enumerate(medicine.dosages)
    ]
    Dosage.objects.bulk_create(row for _, row in dosages)
    _fill((row for _, row in dosages), localdate())
    return dosages


def _fill(dosages: Iterable[Dosage], today: date) -> None:
    lots = [lot for dosage in dosages for lot in demo_lots(dosage, today)]
    Lot.objects.bulk_create(lots)
    StockMovement.objects.bulk_create(
        StockMovement(dosage=lot.dosage, lot=lot, units=lot.units, reason=DEMO_STOCK)
        for lot in lots
    )
