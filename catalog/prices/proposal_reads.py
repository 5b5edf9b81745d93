"""What a proposal would do, dosage by dosage, as staff look at it before it is applied."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from operator import itemgetter

from django.conf import settings
from django.utils.translation import gettext as _

from catalog.money import MINUS
from catalog.partner.models import StockRecord
from catalog.prices.models import Proposal, ProposedPrice
from catalog.prices.rules import DosagePrices, Kind, PricedPack, PriceNote, Terms, price_notes
from catalog.pricing import PackOffer, price_table, rounded
from catalog.strengths import strength_text
from catalog.units import UnitWords

DOSAGES_A_PAGE = 30
COLUMNS = (
    "product__dosage_id",
    "product__parent__title",
    "product__dosage__label",
    "product__parent__unit",
    "product__dosage__unit_cost",
    "product_id",
    "product__units",
    "price",
    "product__is_public",
)


@dataclass(frozen=True, slots=True)
class ProposedRow:
    """A pack of a dosage some of whose packs are proposed; `proposed` is None of the others."""

    pack: PricedPack
    size: str
    proposed: ProposedPrice | None
    offer: PackOffer | None
    was: PackOffer | None
    notes: tuple[PriceNote, ...]

    @property
    def new_price(self) -> Decimal | None:
        """Where it would change; None where it stays."""
        part = self.proposed
        if part is None or not part.takes_part or part.price in (None, self.pack.price):
            return None
        return part.price

    @property
    def has_no_price_left(self) -> bool:
        return bool(self.proposed and self.proposed.takes_part and self.proposed.price is None)

    @property
    def percent(self) -> Fraction | None:
        """By how many percent it would move."""
        if self.new_price is None:
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
        return len(self.percents)

    @property
    def without_a_price(self) -> int:
        return sum(row.has_no_price_left for row in self.rows)

    @property
    def warned(self) -> tuple[ProposedDosage, ...]:
        """The dosages with something to read."""
        return tuple(dosage for dosage in self.dosages if dosage.asked)

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
            if row.new_price is not None:
                seen.update(f"{row.pack.key} {row.pack.price} {row.new_price}\n".encode())
        for dosage in self.dosages:
            for note in dosage.asked:
                seen.update(f"{dosage.dosage_id} {note.key} {note.text}\n".encode())
        return seen.hexdigest()


def percent_text(percent: Fraction) -> str:
    """As in "−5.1%" or "+4.0%"."""
    tenths = rounded(percent, Decimal("0.1"))
    return f"{MINUS if tenths < 0 else '+'}{abs(tenths)}%"


def outcome_of(proposal: Proposal, *, sees_costs: bool) -> Outcome:
    """By the prices of this moment, in two reads for any number of packs."""
    proposed = {one.pack_id: one for one in proposal.prices.all()}
    of_dosages = ProposedPrice.objects.filter(proposal=proposal).values("pack__dosage_id")
    packs = StockRecord.objects.filter(product__dosage_id__in=of_dosages).order_by(
        "product__parent__title",
        "product__parent_id",
        "product__dosage__position",
        *COLUMNS[:1],
        "product__units",
    )
    by_dosage = groupby(packs.values_list(*COLUMNS).iterator(), key=itemgetter(0))
    return Outcome(
        tuple(_dosage(list(rows), proposed, sees_costs) for _dosage_id, rows in by_dosage)
    )


def _dosage(
    rows: Sequence[tuple], proposed: dict[int, ProposedPrice], sees_costs: bool
) -> ProposedDosage:
    dosage_id, title, label, unit_value, cost = rows[0][:5]
    unit = UnitWords.of(unit_value)
    before = [PricedPack(*row[5:]) for row in rows]
    after = [_after(pack, proposed.get(pack.key)) for pack in before]
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
            for pack in before
        ),
        notes=tuple(notes[None]),
    )


def _after(pack: PricedPack, proposed: ProposedPrice | None) -> PricedPack:
    if proposed is None or not proposed.takes_part or proposed.price is None:
        return pack
    return replace(pack, price=proposed.price)


def _offers(table: DosagePrices) -> dict[object, PackOffer]:
    packs = table.on_sale()
    offers: Iterable[PackOffer] = price_table((pack.units, pack.price) for pack in packs)
    return {pack.key: offer for pack, offer in zip(packs, offers, strict=True)}
