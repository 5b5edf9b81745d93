"""Reads the packs on sale, and sets them side by side."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from django.db.models import QuerySet

from catalog.legal_class import LegalClass, stricter_of
from catalog.pages import DosageTable, PackRow
from catalog.partner.models import StockRecord
from catalog.prepared import Prepared
from catalog.pricing import price_table

Shows = Callable[[LegalClass], bool]


class PackRead(NamedTuple):
    """A pack on sale; `units_free` is what its dosage's pool holds."""

    medicine_id: int
    dosage_id: int
    label: str
    units_free: int
    pack_id: int
    units: int
    price: Decimal
    legal_class: LegalClass


def everything(_legal_class: LegalClass) -> bool:
    """What a page shows that is one visitor's own."""
    return True


def packs_of_one(medicine_id: int) -> list[PackRead]:
    """Dosage by dosage, smallest first. One query, whose SQL is there already."""
    return [_pack(row) for row in _PACKS.rows(medicine_id=medicine_id)]


def _packs(medicine_id: int) -> QuerySet[StockRecord]:
    packs = StockRecord.objects.on_sale().for_medicines([medicine_id]).with_pool()
    return packs.values_list(
        "product__parent_id",
        "product__dosage_id",
        "product__dosage__label",
        "units_free",
        "product_id",
        "product__units",
        "price",
        "product__parent__legal_class",
        "product__legal_class",
    )


_PACKS = Prepared(_packs, medicine_id=-1)


def _pack(row: tuple[Any, ...]) -> PackRead:
    return PackRead(*row[:-2], stricter_of(*row[-2:]))


def dosages_of(packs: Iterable[PackRead]) -> dict[int, tuple[DosageTable, ...]]:
    """By medicine; what is not among the packs is no base pack either."""
    return {
        medicine_id: tuple(
            _dosage_table(list(of_dosage))
            for _, of_dosage in groupby(of_medicine, key=attrgetter("dosage_id"))
        )
        for medicine_id, of_medicine in groupby(packs, key=attrgetter("medicine_id"))
    }


def _dosage_table(packs: list[PackRead]) -> DosageTable:
    offers = price_table((pack.units, pack.price) for pack in packs)
    first = packs[0]
    rows = (
        PackRow(pack.pack_id, offer, pack.legal_class, fits=pack.units <= pack.units_free)
        for offer, pack in zip(offers, packs, strict=True)
    )
    return DosageTable(first.dosage_id, first.label, tuple(rows), first.units_free)
