"""What staff read before a page's prices are taken: the same sentences as in the price grid."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.conf import settings

from catalog.actions import PackToSave
from catalog.importing.page import Finding, PageDosage
from catalog.importing.plans import Plan, ShopPack
from catalog.models import Dosage
from catalog.prices.rules import DosagePrices, PricedPack, Terms, price_notes
from catalog.prices.schedule.ahead import Ahead
from catalog.prices.scheduled import ScheduledPrice
from catalog.strengths import strength_text
from catalog.units import Unit, UnitWords, count


def asked_of(
    dosage: Dosage,
    table: PageDosage,
    unit: Unit,
    packs: Sequence[ShopPack],
    plan: Plan,
    *,
    sees_costs: bool,
) -> Iterator[Finding]:
    """A warning at its line for each sentence to be read; `packs` are those before the plan."""
    ahead = ScheduledPrice.objects.filter(pack__dosage=dosage).ahead_by_pack()
    before = _by_units(packs, ahead)
    after = before | _by_units(plan.packs, ahead)
    cost = dosage.unit_cost if sees_costs else None
    tables = DosagePrices([*before.values()], cost), DosagePrices([*after.values()], cost)
    lines = {row.units: row.line for row in table.rows}
    for note in price_notes(*tables, Terms(UnitWords.of(unit), settings.PRICE_STEP_PERCENT)):
        if note.is_asked:
            name, line = strength_text(dosage.label), table.line
            if isinstance(note.key, int):
                name, line = f"{name}, {count(unit, note.key)}", lines.get(note.key, line)
            yield Finding(line, "warning", f"{name}: {note.text}")


def _by_units(
    packs: Iterable[ShopPack | PackToSave], ahead: Mapping[int, tuple[Ahead, ...]]
) -> dict[int, PricedPack]:
    return {
        pack.units: PricedPack(
            pack.units,
            pack.units,
            pack.price,
            pack.on_sale,
            () if pack.pack_id is None else ahead.get(pack.pack_id, ()),
        )
        for pack in packs
    }
