"""Puts the demo's medicines into an empty database of Oscar's, then is the command it was given.

Tables are made from the models, not by the migrations that lead there: those take a minute.
"""

import os
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.utils.text import slugify

from catalog.demo.content import DemoMedicine, DemoPack, categories, medicines
from catalog.demo.source import rows_of
from catalog.demo.texts import sections_of, unbroken
from catalog.monograph import rendered, shoppers_title
from catalog.strengths import strength_text

PACKS_OF_EACH = 1_000_000


def main(then: Sequence[str]) -> None:
    django.setup()
    settings.MIGRATION_MODULES = dict.fromkeys(app.label for app in apps.get_app_configs())
    call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)
    with transaction.atomic():
        children = _add_packs(_add_medicines())
        _add_prices(children)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    os.execv(then[0], then)


def _add_medicines() -> list[tuple[DemoMedicine, Any]]:
    """In the order of `medicines()`, which the address of each rests on."""
    from oscar.apps.catalogue.models import Category, Product, ProductCategory, ProductClass

    kind = ProductClass.objects.create(name="Medicine")
    rows = [Category(name=category.name, slug=category.slug) for category in categories()]
    category_of = {row.slug: Category.objects.add_root(instance=row) for row in rows}
    products = Product.objects.bulk_create(
        Product(
            structure=Product.PARENT,
            product_class=kind,
            title=medicine.name,
            slug=medicine.slug,
            description=_monograph(medicine),
        )
        for medicine in medicines()
    )
    both = list(zip(medicines(), products, strict=True))
    ProductCategory.objects.bulk_create(
        ProductCategory(product=product, category=category_of[slug])
        for medicine, product in both
        for slug in medicine.categories
    )
    return both


def _add_packs(products: Iterable[tuple[DemoMedicine, Any]]) -> list[tuple[DemoPack, Any]]:
    """Backwards, because the last one made is the first on its page."""
    from oscar.apps.catalogue.models import Product

    packs, rows = [], []
    for medicine, product in products:
        for dosage in reversed(medicine.dosages):
            for pack in reversed(dosage.packs):
                title = f"{medicine.name} {strength_text(dosage.label)} x {pack.units}"
                names = {"title": title, "slug": slugify(title)}
                packs.append(pack)
                rows.append(Product(structure=Product.CHILD, parent=product, **names))
    return list(zip(packs, Product.objects.bulk_create(rows), strict=True))


def _add_prices(packs: Sequence[tuple[DemoPack, Any]]) -> None:
    from oscar.apps.partner.models import Partner, StockRecord

    partner = Partner.objects.create(name="Pharmacy")
    StockRecord.objects.bulk_create(
        StockRecord(
            product=product,
            partner=partner,
            partner_sku=f"pack-{product.pk}",
            price=pack.price,
            num_in_stock=PACKS_OF_EACH,
        )
        for pack, product in packs
    )


def _monograph(medicine: DemoMedicine) -> str:
    """All the words of its page in our shop."""
    texts = [
        f"<h3>{shoppers_title(section.kind, section.kind)}</h3>{rendered(unbroken(section.body))}"
        for section in sections_of(medicine, rows_of(medicine.slug))
    ]
    return "\n".join([rendered(unbroken(medicine.introduction)), *texts])


if __name__ == "__main__":
    main(sys.argv[1:])
