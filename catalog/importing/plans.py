"""What a page's table means for the packs the shop has of that dosage: decided, not yet done."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

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
            plan.changes.append(
                Change(
                    row.line,
                    _("%(name)s: new, %(price)s.") % {"name": name, "price": price(row.price)},
                )
            )
        else:
            _plan_row(plan, name, row, pack, overwrite)
    for pack in by_units.values():
        if pack.on_sale:
            name = f"{strength_text(dosage.label)}, {count(pack.unit, pack.units)}"
            plan.packs.append(PackToSave(pack.units, pack.price, False, pack.pack_id))
            plan.changes.append(
                Change(
                    dosage.line,
                    _("%(name)s: no longer on the page, taken off sale.") % {"name": name},
                )
            )
    return plan


def _plan_row(plan: Plan, name: str, row: PageRow, pack: ShopPack, overwrite: bool) -> None:
    kept = pack.price != row.price and pack.has_staffs_price and not overwrite
    new_price = pack.price if kept else row.price
    if kept:
        message = _(
            "%(name)s: the price %(ours)s that staff set stays, the page says %(theirs)s. To "
            "take the page's, import with overwrite."
        ) % {"name": name, "ours": price(pack.price), "theirs": price(row.price)}
        plan.findings.append(Finding(row.line, "warning", message))
    else:
        plan.agreed.add(row.units)
    if new_price != pack.price:
        facts = {"name": name, "before": price(pack.price), "now": price(new_price)}
        message = _("%(name)s: %(before)s -> %(now)s.") % facts
        plan.changes.append(Change(row.line, message))
    if not pack.on_sale:
        plan.changes.append(Change(row.line, _("%(name)s: on sale again.") % {"name": name}))
    if new_price != pack.price or not pack.on_sale:
        plan.packs.append(PackToSave(row.units, new_price, True, pack.pack_id))
