"""What a proposal would do, dosage by dosage, as staff look at it before it is applied."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from catalog.money import MINUS
from catalog.partner.models import StockRecord
from catalog.prices.models import Proposal, ProposedPrice
from catalog.prices.rules import DosagePrices, Kind, PricedPack, PriceNote, Terms, price_notes
from catalog.prices.schedule.ahead import Ahead
from catalog.prices.scheduled import ScheduledPrice
from catalog.pricing import PackOffer, price_table, rounded
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


@dataclass(frozen=True, slots=True)
class ProposedRow:
    """A pack of a dosage some of whose packs are proposed; `proposed` is None of the others.

    Of one that is not sold yet `pack` has the price it would be added at.
    """

    pack: PricedPack
    size: str
    proposed: ProposedPrice | None
    offer: PackOffer | None
    was: PackOffer | None
    notes: tuple[PriceNote, ...]

    @property
    def is_new(self) -> bool:
        return self.proposed is not None and self.proposed.is_new

    @property
    def new_price(self) -> Decimal | None:
        """Where it would change or be added; None where it stays."""
        part = self.proposed
        if part is None or not part.takes_part:
            return None
        return part.price if self.is_new or part.price != self.pack.price else None

    @property
    def has_no_price_left(self) -> bool:
        part = self.proposed
        return bool(part and part.takes_part and part.price is None and not part.ends_sale)

    @property
    def goes_off_sale(self) -> bool:
        part = self.proposed
        return bool(part and part.takes_part and part.ends_sale and self.pack.on_sale)

    @property
    def changes(self) -> bool:
        return self.new_price is not None or self.goes_off_sale

    @property
    def percent(self) -> Fraction | None:
        """By how many percent it would move; None of a new one."""
        if self.new_price is None or self.is_new:
            return None
        return (Fraction(self.new_price) / Fraction(self.pack.price) - 1) * 100

    @property
    def percent_text(self) -> str:
        return "" if self.percent is None else percent_text(self.percent)


@dataclass(frozen=True, slots=True)
class ProposedDosage:
    """A dosage with all its packs, before and after."""

    dosage_id: int
    name: str
    unit: UnitWords
    rows: tuple[ProposedRow, ...]
    notes: tuple[PriceNote, ...]

    @property
    def asked(self) -> list[PriceNote]:
        return [note for note in self._all_notes if note.is_asked]

    @property
    def base_moves(self) -> bool:
        return any(note.kind is Kind.BASE_MOVES for note in self.notes)

    @property
    def _all_notes(self) -> list[PriceNote]:
        return [*self.notes, *(note for row in self.rows for note in row.notes)]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a whole proposal would do."""

    dosages: tuple[ProposedDosage, ...]

    @property
    def rows(self) -> Iterator[ProposedRow]:
        return (row for dosage in self.dosages for row in dosage.rows)

    @property
    def percents(self) -> list[Fraction]:
        return [row.percent for row in self.rows if row.percent is not None]

    @property
    def changes(self) -> int:
        """New packs, and those that go off sale, are among them."""
        return sum(row.changes for row in self.rows)

    @property
    def new_packs(self) -> int:
        return sum(row.is_new and row.new_price is not None for row in self.rows)

    @property
    def off_sale(self) -> int:
        return sum(row.goes_off_sale for row in self.rows)

    @property
    def without_a_price(self) -> int:
        return sum(row.has_no_price_left for row in self.rows)

    @property
    def warned(self) -> tuple[ProposedDosage, ...]:
        """The dosages with something to read."""
        return tuple(dosage for dosage in self.dosages if dosage.asked)

    @property
    def warned_first(self) -> list[ProposedDosage]:
        """All of them, and first those with something to read."""
        return sorted(self.dosages, key=lambda dosage: not dosage.asked)

    @property
    def warnings(self) -> int:
        return sum(len(dosage.asked) for dosage in self.dosages)

    @property
    def bases_moved(self) -> int:
        return sum(dosage.base_moves for dosage in self.dosages)

    @property
    def mean(self) -> str:
        percents = self.percents
        return percent_text(sum(percents, Fraction()) / len(percents)) if percents else ""

    @property
    def span(self) -> str:
        """As in "from −6.1% to −4.2%"; "" where all move alike."""
        if not self.percents:
            return ""
        least, most = percent_text(min(self.percents)), percent_text(max(self.percents))
        if least == most:
            return ""
        return _("from %(least)s to %(most)s") % {"least": least, "most": most}

    @property
    def fingerprint(self) -> str:
        """Of every new price and every sentence to read: what somebody has looked at."""
        seen = hashlib.sha256()
        for row in self.rows:
            if row.changes:
                pack = row.pack
                seen.update(f"{pack.key} {pack.units} {pack.price} {row.new_price}\n".encode())
        for dosage in self.dosages:
            for note in dosage.asked:
                seen.update(f"{dosage.dosage_id} {note.key} {note.text}\n".encode())
        return seen.hexdigest()


def percent_text(percent: Fraction) -> str:
    """As in "−5.1%" or "+4.0%"."""
    tenths = rounded(percent, Decimal("0.1"))
    return f"{MINUS if tenths < 0 else '+'}{abs(tenths)}%"


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
    offers, was = _offers(tables[1]), _offers(tables[0])
    return ProposedDosage(
        dosage_id=dosage_id,
        name=f"{title} {strength_text(label)}",
        unit=unit,
        rows=tuple(
            ProposedRow(
                pack=pack,
                size=unit.count(pack.units),
                proposed=proposed.get(pack.key),
                offer=offers.get(pack.key),
                was=was.get(pack.key),
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


def _offers(table: DosagePrices) -> dict[object, PackOffer]:
    packs = table.on_sale()
    offers: Iterable[PackOffer] = price_table((pack.units, pack.price) for pack in packs)
    return {pack.key: offer for pack, offer in zip(packs, offers, strict=True)}
