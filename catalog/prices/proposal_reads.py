"""What a proposal would do, dosage by dosage, as staff look at it before it is applied."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db.models.functions import Coalesce

from catalog.partner.models import StockRecord
from catalog.prices.models import Proposal, ProposedPrice
from catalog.prices.proposal_outcome import Outcome, ProposedDosage, ProposedRow
from catalog.prices.rules import DosagePrices, PricedPack, Terms, price_notes
from catalog.prices.schedule.ahead import Ahead
from catalog.prices.scheduled import ScheduledPrice
from catalog.strengths import strength_text
from catalog.units import UnitWords

DOSAGES_A_PAGE = 30
# Of a dosage: title, medicine, position, id, unit, label and cost.
DOSAGE = (
    *("medicine__title", "medicine_id", "position", "id"),
    *("medicine__unit", "label", "unit_cost"),
)
FACTS = len(DOSAGE)
# Of a pack behind them: its key, units, price, and whether it is on sale.
COLUMNS = (
    *(f"product__dosage__{name}" for name in DOSAGE),
    *("product_id", "product__units", "price", "product__is_public"),
)
NEW_COLUMNS = (*(f"dosage__{name}" for name in DOSAGE), "pk", "units", "price")


def outcome_of(proposal: Proposal, *, sees_costs: bool) -> Outcome:
    """By the prices of this moment, in three reads for any number of packs, four with new ones."""
    proposed = {one.key: one for one in proposal.prices.all()}
    rows = list(_packs_beside(proposal))
    if any(key < 0 for key in proposed):
        rows += _new_packs(proposal)
    ahead = _scheduled(proposal)
    by_dosage = groupby(sorted(rows, key=_place), key=lambda row: row[:FACTS])
    return Outcome(
        tuple(
            _dosage(facts, [_priced(row, ahead) for row in of_it], proposed, sees_costs)
            for facts, of_it in by_dosage
        )
    )


def _packs_beside(proposal: Proposal) -> Iterator[tuple[Any, ...]]:
    """Every pack of the dosages it is about."""
    parts = ProposedPrice.objects.filter(proposal=proposal)
    dosages = parts.values_list(Coalesce("dosage_id", "pack__dosage_id"))
    packs = StockRecord.objects.filter(product__dosage_id__in=dosages)
    return packs.values_list(*COLUMNS).iterator()


def _new_packs(proposal: Proposal) -> Iterator[tuple[Any, ...]]:
    """Those that are not there yet, as if they were on sale."""
    for row in proposal.prices.filter(pack=None).values_list(*NEW_COLUMNS):
        *facts, pk, units, price = row
        yield (*facts, -pk, units, price, True)


def _scheduled(proposal: Proposal) -> dict[int, tuple[Ahead, ...]]:
    parts = proposal.prices.filter(pack__isnull=False)
    return ScheduledPrice.objects.filter(pack__in=parts.values("pack")).ahead_by_pack()


def _priced(row: tuple[Any, ...], ahead: dict[int, tuple[Ahead, ...]]) -> PricedPack:
    key, units, price, on_sale = row[FACTS:]
    return PricedPack(key, units, price, on_sale, ahead.get(key, ()))


def _place(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """By medicine, dosage and size."""
    title, medicine_id, position, dosage_id, *_others = row
    return title.casefold(), medicine_id, position, dosage_id, row[FACTS + 1]


def _dosage(
    facts: tuple[Any, ...],
    packs: Sequence[PricedPack],
    proposed: dict[int, ProposedPrice],
    sees_costs: bool,
) -> ProposedDosage:
    title, _medicine, _position, dosage_id, unit_value, label, cost = facts
    unit = UnitWords.of(unit_value)
    before = [pack for pack in packs if pack.key > 0]
    after = [*_after(packs, proposed)]
    unit_cost = cost if sees_costs else None
    tables = DosagePrices(before, unit_cost), DosagePrices(after, unit_cost)
    notes = defaultdict(list)
    for note in price_notes(*tables, Terms(unit, settings.PRICE_STEP_PERCENT)):
        notes[note.key].append(note)
    return ProposedDosage(
        dosage_id=dosage_id,
        before=tables[0],
        after=tables[1],
        name=f"{title} {strength_text(label)}",
        unit=unit,
        rows=tuple(
            ProposedRow(
                pack=pack,
                size=unit.count(pack.units),
                proposed=proposed.get(pack.key),
                notes=tuple(notes[pack.key]),
            )
            for pack in packs
        ),
        notes=tuple(notes[None]),
    )


def _after(packs: Iterable[PricedPack], proposed: dict[int, ProposedPrice]) -> Iterator[PricedPack]:
    for pack in packs:
        part = proposed.get(pack.key)
        if part and part.takes_part and part.ends_sale:
            yield replace(pack, on_sale=False)
        elif part is None or (part.takes_part and part.price is None):
            yield pack
        elif part.takes_part:
            yield replace(pack, price=part.price)
        elif not part.is_new:
            yield pack
