"""Other packs of the same dosage for a line whose ordered pack the prescription does not fit."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from catalog.legal_class import STRICTNESS, LegalClass, stricter_of
from catalog.models import Product
from catalog.partner.models import StockRecord
from catalog.tax import tax_included
from catalog.units import count
from checkout.order.models import Line


@dataclass(frozen=True, slots=True)
class Replacement:
    """One pack, `packs` times, at today's price."""

    pack_id: int
    pack_units: int
    price: Decimal
    packs: int

    @property
    def units(self) -> int:
        return self.pack_units * self.packs

    @property
    def total(self) -> Decimal:
        return self.price * self.packs

    @property
    def key(self) -> str:
        """As forms name it, with its price: at another one it is not what was chosen."""
        return f"{self.pack_id}x{self.packs}at{self.price}"


def replacements(
    packs: Iterable[tuple[int, int, Decimal]], *, ordered_pack: int, most_units: int, most: Decimal
) -> list[Replacement]:
    """What may be sent instead, the most units first: no more units and no dearer than ordered.

    `packs` are id, units and price of the dosage's packs on sale.
    """
    found = [
        Replacement(pack_id, units, price, number)
        for pack_id, units, price in packs
        if pack_id != ordered_pack
        for number in range(1, most_units // units + 1)
        if price * number <= most
    ]
    return sorted(found, key=lambda one: (-one.units, one.total, one.packs))


def replacements_for(lines: Iterable[Line]) -> dict[int, list[Replacement]]:
    """For each line, what may replace it. One query."""
    lines = list(lines)
    on_sale = StockRecord.objects.on_sale().filter(
        product__dosage__in=[line.dosage_id for line in lines]
    )
    rows = on_sale.select_related("product__parent")
    return {
        line.pk: replacements(
            [
                (row.product_id, row.product.units, row.price)
                for row in rows
                if row.product.dosage_id == line.dosage_id and _is_no_stricter(row.product, line)
            ],
            ordered_pack=line.product_id,
            most_units=line.units * line.quantity,
            most=line.line_price_incl_tax,
        )
        for line in lines
    }


def add_replacing_lines(line: Line, chosen: Replacement) -> dict[int, int]:
    """Write the replacing packs beside the ordered line; their number by line, to be approved."""
    pack = Product.objects.select_related("parent", "dosage").get(pk=chosen.pack_id)
    tax = tax_included(chosen.total, line.tax_rate)
    written = Line.objects.create(
        order_id=line.order_id,
        replaces=line,
        partner_sku=f"pack-{chosen.pack_id}",
        product=pack,
        stockrecord=StockRecord.objects.get(product=pack),
        dosage_id=line.dosage_id,
        title=f"{line.medicine_name} {line.dosage_text}, {count(line.unit, chosen.pack_units)}",
        medicine_name=line.medicine_name,
        dosage_label=line.dosage_label,
        unit=line.unit,
        units=chosen.pack_units,
        quantity=chosen.packs,
        num_allocated=0,
        legal_class=stricter_of(pack.parent.legal_class, pack.legal_class),
        tax_rate=line.tax_rate,
        unit_price_incl_tax=chosen.price,
        line_price_incl_tax=chosen.total,
        line_price_excl_tax=chosen.total - tax,
        line_price_before_discounts_incl_tax=chosen.total,
        line_price_before_discounts_excl_tax=chosen.total - tax,
    )
    return {written.pk: chosen.packs}


def _is_no_stricter(pack: Product, line: Line) -> bool:
    legal_class = stricter_of(pack.parent.legal_class, pack.legal_class)
    return STRICTNESS[legal_class] <= STRICTNESS[LegalClass(line.legal_class)]
