"""Fills a shop with generated medicines by COPY, some at a time, so that memory stays flat."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from io import StringIO
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction

from catalog.demo.load import DemoRefused, category_ids
from catalog.generated.medicines import GeneratedMedicine, generated
from catalog.lots.models import Lot
from catalog.models import Dosage, Product, ProductCategory, ProductClass
from catalog.partner.models import Partner, PriceFrom, StockRecord
from catalog.places.folding import fold_next_tallies

# Medicines of one transaction.
AT_ONCE = 1_000
# Of every so many packs one was dearer once.
DEARER_ONCE = 6
DEARER_BEFORE = timedelta(days=180)
Row = Sequence[Any]


def fill(medicines: int, *, now: datetime) -> Iterator[int]:
    """Add what is missing of so many generated medicines beside all others; how many there are.

    Raises DemoRefused in live mode.
    """
    if settings.SHOP_MODE == "live":
        raise DemoRefused("Invented medicines are for SHOP_MODE=demo alone.")
    with transaction.atomic():
        categories = list(category_ids().values())
    first = Product.objects.filter(code__startswith="generated-").count()
    for number in range(first, medicines, AT_ONCE):
        numbers = range(number, min(number + AT_ONCE, medicines))
        with transaction.atomic():
            _Batch([generated(each) for each in numbers], categories, now).copy()
        yield numbers.stop
    while fold_next_tallies(now):
        pass
    _run("VACUUM (ANALYZE)")


class _Batch:
    """The rows of some medicines: keys first, because COPY tells none."""

    def __init__(
        self, medicines: Sequence[GeneratedMedicine], categories: Sequence[int], now: datetime
    ) -> None:
        self.now = now
        self.categories = categories
        dosages = [(medicine, dosage) for medicine in medicines for dosage in medicine.dosages]
        self.medicines = list(zip(_keys(Product, len(medicines)), medicines, strict=True))
        ids = {medicine.number: key for key, medicine in self.medicines}
        self.dosages = [
            (key, ids[medicine.number], medicine, dosage)
            for key, (medicine, dosage) in zip(_keys(Dosage, len(dosages)), dosages, strict=True)
        ]
        packs = [(*row, pack) for row in self.dosages for pack in row[-1].packs]
        self.packs = list(zip(_keys(Product, len(packs)), packs, strict=True))

    def copy(self) -> None:
        # Categories first, so that each medicine is written for search once.
        _copy(ProductCategory, ("product_id", "category_id"), self._categories())
        _copy(Product, (*PRODUCT, *MEDICINE), self._medicines())
        _copy(Dosage, DOSAGE, self._dosages())
        _copy(Lot, LOT, self._lots())
        _copy(Product, (*PRODUCT, *PACK), self._packs())
        _copy(PriceFrom, PRICE_FROM, self._once_dearer())
        # What triggers plan for a thousand rows is slow for one, and each price is recorded alone.
        _run("DISCARD PLANS")
        _copy(StockRecord, PRICE, self._prices())

    def _medicines(self) -> Iterator[Row]:
        product_class = ProductClass.objects.get(slug="medicine").pk
        for key, one in self.medicines:
            yield (
                *(key, "parent", one.name, one.slug, one.legal_class, *self._always),
                *(one.code, product_class, one.summary, one.generic_name, one.brand),
                *(one.form, one.unit),
            )

    def _packs(self) -> Iterator[Row]:
        for key, (dosage, medicine, one, of, pack) in self.packs:
            slug = f"{one.slug}-{of.label}-{pack.units}"
            yield (
                *(key, "child", "", slug, "", *self._always),
                *(medicine, dosage, pack.units, "", "", "", "", ""),
            )

    @property
    def _always(self) -> Row:
        """Of every product."""
        return (self.now, self.now, "", "", "", "", True, True, True, False, 0)

    def _categories(self) -> Iterator[Row]:
        for key, one in self.medicines:
            yield key, self.categories[one.category % len(self.categories)]

    def _dosages(self) -> Iterator[Row]:
        for key, medicine, one, dosage in self.dosages:
            yield key, medicine, dosage.label, one.dosages.index(dosage), dosage.units_on_hand, 0, 0

    def _lots(self) -> Iterator[Row]:
        for key, _medicine, one, dosage in self.dosages:
            if dosage.units_on_hand:
                expires_on = self.now.date() + timedelta(days=400 + one.number % 700)
                yield key, f"G{key}", expires_on, dosage.units_on_hand, ""

    def _prices(self) -> Iterator[Row]:
        partner = Partner.objects.get().pk
        for key, (*_, pack) in self.packs:
            stamps = (self.now, self.now)
            yield key, partner, f"pack-{key}", settings.SHOP_CURRENCY, pack.price, *stamps

    def _once_dearer(self) -> Iterator[Row]:
        for key, (*_, dosage, pack) in self.packs[::DEARER_ONCE]:
            price = (pack.price * Decimal("1.1")).quantize(pack.price)
            yield key, self.now - DEARER_BEFORE, price, dosage.label, pack.units, True, "", ""


# Of every product, then of a medicine and of a pack alone.
PRODUCT = (
    *("id", "structure", "title", "slug", "legal_class", "date_created", "date_updated"),
    *("description", "headline", "introduction", "check_note"),
    *("is_public", "is_discountable", "is_demo", "is_high_risk", "priority"),
)
MEDICINE = (
    *("code", "product_class_id", "summary", "generic_name", "also_known_as", "form", "unit"),
)
PACK = (
    *("parent_id", "dosage_id", "units", "summary", "generic_name", "also_known_as"),
    *("form", "unit"),
)
DOSAGE = (
    "id",
    "medicine_id",
    "label",
    "position",
    "units_on_hand",
    "units_reserved",
    "units_short",
)
LOT = ("dosage_id", "number", "expires_on", "units", "withdrawn_because")
PRICE = (
    *("product_id", "partner_id", "partner_sku", "price_currency", "price"),
    *("date_created", "date_updated"),
)
PRICE_FROM = ("pack_id", "since", "price", "strength", "units", "on_sale", "how", "why")


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _keys(model: type[models.Model], number: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, number],
        )
        return [key for (key,) in cursor.fetchall()]


def _copy(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> None:
    text = StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(rows)
    text.seek(0)
    table, names = model._meta.db_table, ", ".join(columns)
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {table} ({names}) FROM STDIN WITH (FORMAT csv)", text)
