"""Reads what packs are reduced from, and what staff's page of a medicine's reductions shows."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from catalog.models import Product
from catalog.pages import DosageTable, PackRow
from catalog.partner.models import PriceFrom, StockRecord
from catalog.reductions.models import Reduction
from catalog.reductions.rules import Asked, PriceNow, price_now
from catalog.strengths import strength_text
from catalog.units import Unit, count

REDUCTIONS_SHOWN = 50


def with_former_prices(
    dosages: Iterable[DosageTable], announced: Iterable[dict[str, Any]]
) -> tuple[DosageTable, ...]:
    """The tables of a page, with a former price where one of `as_announced` says so."""
    reduced = {one["pack"]: one for one in announced}
    return tuple(
        replace(dosage, rows=tuple(_with_former_price(row, reduced) for row in dosage.rows))
        for dosage in dosages
    )


def _with_former_price(row: PackRow, reduced: dict[int, dict[str, Any]]) -> PackRow:
    announced = reduced.get(row.pack_id)
    now = announced and price_now(_asked(announced["history"]))
    # Another price may have come between the two reads.
    if not now or now.price != row.offer.price:
        return row
    former = now.former_price(datetime.fromisoformat(announced["begins_at"]))
    return replace(row, former_price=former)


def _asked(history: Iterable[dict[str, Any]]) -> Iterable[Asked]:
    """As PriceFromQuerySet.as_history has it."""
    for row in history:
        price = None if row["price"] is None else Decimal(row["price"])
        yield Asked(datetime.fromisoformat(row["since"]), price)


@dataclass(frozen=True, slots=True)
class PackPrice:
    """A pack of a medicine as staff choose it; `now` is None where it is not on sale."""

    pack_id: int
    dosage_id: int
    dosage_text: str
    size: str
    now: PriceNow | None

    @property
    def name(self) -> str:
        """As in "10 mg, 90 pills"."""
        return _("%(dosage)s, %(pack)s") % {"dosage": self.dosage_text, "pack": self.size}


@dataclass(frozen=True, slots=True)
class ReductionsPage:
    """A medicine's packs, smallest first, and what was announced of them, newest first."""

    medicine: Product
    packs: dict[int, PackPrice]
    reductions: tuple[Reduction, ...]


def reductions_page(medicine_id: int) -> ReductionsPage:
    """Raises Product.DoesNotExist."""
    medicine = Product.objects.medicines().get(pk=medicine_id)
    announced = Reduction.objects.filter(pack__parent=medicine).newest_first()
    reductions = announced.select_related("announced_by", "ended_by")[:REDUCTIONS_SHOWN]
    return ReductionsPage(medicine, pack_prices(medicine), tuple(reductions))


def pack_prices(medicine: Product) -> dict[int, PackPrice]:
    """By the pack's id, in the order of its page."""
    packs = StockRecord.objects.for_medicines([medicine.pk]).smallest_first()
    rows = packs.annotate(history=PriceFrom.objects.as_history("product_id")).values_list(
        "product_id",
        "product__dosage_id",
        "product__dosage__label",
        "product__units",
        "history",
    )
    unit = Unit(medicine.unit)
    return {
        pack_id: PackPrice(
            pack_id, dosage_id, strength_text(label), count(unit, units), price_now(_asked(history))
        )
        for pack_id, dosage_id, label, units, history in rows
    }
