"""What a page's table means for the packs the shop has of that dosage: decided, not yet done."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from catalog.actions import PackToSave
from catalog.importing.page import Finding, PageDosage, PageRow
from catalog.importing.report import Change
from catalog.money import price
from catalog.strengths import strength_text
from catalog.units import Unit, count


@dataclass(frozen=True, slots=True)
class ShopPack:
    """A pack as the shop has it; `imported_price` is what the last import set, None for never."""

    pack_id: int
    units: int
    unit: Unit
    price: Decimal
    imported_price: Decimal | None
    on_sale: bool

    @property
    def has_staffs_price(self) -> bool:
        return self.price != self.imported_price


@dataclass(slots=True)
class Plan:
    """What to save of one dosage; `agreed` are the packs (units) whose price is the page's.

    `asked` is what has to be read before the prices are taken.
    """

    packs: list[PackToSave] = field(default_factory=list)
    agreed: set[int] = field(default_factory=set)
    asked: list[Finding] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def planned(
    dosage: PageDosage, unit: Unit, shop_packs: Sequence[ShopPack], *, overwrite: bool
) -> Plan:
    """The page's packs on sale at the page's prices, all others off sale.

    A price that staff set since the last import stays, and is said, unless `overwrite`.
    """
    plan = Plan()
    by_units = {pack.units: pack for pack in shop_packs}
    for row in dosage.rows:
        name = f"{strength_text(dosage.label)}, {count(unit, row.units)}"
        pack = by_units.pop(row.units, None)
        if pack is None:
            plan.packs.append(PackToSave(row.units, row.price))
            plan.agreed.add(row.units)
            plan.changes.append(Change(row.line, f"{name}: new, {price(row.price)}."))
        else:
            _plan_row(plan, name, row, pack, overwrite)
    for pack in by_units.values():
        if pack.on_sale:
            name = f"{strength_text(dosage.label)}, {count(pack.unit, pack.units)}"
            plan.packs.append(PackToSave(pack.units, pack.price, False, pack.pack_id))
            plan.changes.append(
                Change(dosage.line, f"{name}: no longer on the page, taken off sale.")
            )
    return plan


def _plan_row(plan: Plan, name: str, row: PageRow, pack: ShopPack, overwrite: bool) -> None:
    kept = pack.price != row.price and pack.has_staffs_price and not overwrite
    new_price = pack.price if kept else row.price
    if kept:
        message = (
            f"{name}: the price {price(pack.price)} that staff set stays, the page says "
            f"{price(row.price)}. To take the page's, import with overwrite."
        )
        plan.findings.append(Finding(row.line, "warning", message))
    else:
        plan.agreed.add(row.units)
    if new_price != pack.price:
        message = f"{name}: {price(pack.price)} -> {price(new_price)}."
        plan.changes.append(Change(row.line, message))
    if not pack.on_sale:
        plan.changes.append(Change(row.line, f"{name}: on sale again."))
    if new_price != pack.price or not pack.on_sale:
        plan.packs.append(PackToSave(row.units, new_price, True, pack.pack_id))
