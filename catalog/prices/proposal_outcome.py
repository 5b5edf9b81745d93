"""What a proposal would do, as values: pack by pack, dosage by dosage, and in figures."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from django.utils.translation import gettext as _

from catalog.money import MINUS
from catalog.prices.models import ProposedPrice
from catalog.prices.rules import DosagePrices, Kind, PricedPack, PriceNote
from catalog.pricing import PackOffer, price_table, rounded
from catalog.units import UnitWords

BILLION = 10**9


@dataclass(frozen=True, slots=True)
class ProposedRow:
    """A pack of a dosage some of whose packs are proposed; `proposed` is None of the others.

    Of one that is not sold yet `pack` has the price it would be added at.
    """

    pack: PricedPack
    size: str
    proposed: ProposedPrice | None
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
        new, old = self.new_price, self.pack.price
        if new is None or self.is_new:
            return None
        moved, parts = (new - old).as_integer_ratio()
        whole, of_parts = old.as_integer_ratio()
        return Fraction(100 * moved * of_parts, parts * whole)

    @property
    def percent_text(self) -> str:
        return "" if self.percent is None else percent_text(self.percent)


@dataclass(frozen=True, slots=True)
class ProposedDosage:
    """A dosage with all its packs, before and after."""

    dosage_id: int
    name: str
    unit: UnitWords
    before: DosagePrices
    after: DosagePrices
    rows: tuple[ProposedRow, ...]
    notes: tuple[PriceNote, ...]

    @property
    def shown(self) -> Iterator[tuple[ProposedRow, PackOffer | None, PackOffer | None]]:
        """Each pack with its offer, and with what it was: computed for the few a page shows."""
        offers, was = _offers(self.after), _offers(self.before)
        return ((row, offers.get(row.pack.key), was.get(row.pack.key)) for row in self.rows)

    @property
    def asked(self) -> list[PriceNote]:
        return [note for note in self._all_notes if note.is_asked]

    @property
    def base_moves(self) -> bool:
        return any(note.kind is Kind.BASE_MOVES for note in self.notes)

    @property
    def _all_notes(self) -> list[PriceNote]:
        return [*self.notes, *(note for row in self.rows for note in row.notes)]


@dataclass(frozen=True)
class Outcome:
    """What a whole proposal would do: of many prices each figure is computed once."""

    dosages: tuple[ProposedDosage, ...]

    @property
    def rows(self) -> Iterator[ProposedRow]:
        return (row for dosage in self.dosages for row in dosage.rows)

    @cached_property
    def percents(self) -> list[Fraction]:
        return [percent for row in self.rows if (percent := row.percent) is not None]

    @cached_property
    def changes(self) -> int:
        """New packs, and those that go off sale, are among them."""
        return sum(row.changes for row in self.rows)

    @cached_property
    def new_packs(self) -> int:
        return sum(row.is_new and row.new_price is not None for row in self.rows)

    @cached_property
    def off_sale(self) -> int:
        return sum(row.goes_off_sale for row in self.rows)

    @cached_property
    def without_a_price(self) -> int:
        return sum(row.has_no_price_left for row in self.rows)

    @cached_property
    def warned(self) -> tuple[ProposedDosage, ...]:
        """The dosages with something to read."""
        return tuple(dosage for dosage in self.dosages if dosage.asked)

    @cached_property
    def warned_first(self) -> list[ProposedDosage]:
        """All of them, and first those with something to read."""
        return sorted(self.dosages, key=lambda dosage: not dosage.asked)

    @cached_property
    def warnings(self) -> int:
        return sum(len(dosage.asked) for dosage in self.dosages)

    @cached_property
    def bases_moved(self) -> int:
        return sum(dosage.base_moves for dosage in self.dosages)

    @cached_property
    def mean(self) -> str:
        """To a billionth: the exact mean of many fractions has thousands of digits."""
        if not self.percents:
            return ""
        billionths = sum(round(percent * BILLION) for percent in self.percents)
        return percent_text(Fraction(billionths, BILLION * len(self.percents)))

    @cached_property
    def span(self) -> str:
        """As in "from −6.1% to −4.2%"; "" where all move alike."""
        if not self.percents:
            return ""
        least, most = percent_text(min(self.percents)), percent_text(max(self.percents))
        if least == most:
            return ""
        return _("from %(least)s to %(most)s") % {"least": least, "most": most}

    @cached_property
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


def _offers(table: DosagePrices) -> dict[object, PackOffer]:
    packs = table.on_sale()
    offers: Iterable[PackOffer] = price_table((pack.units, pack.price) for pack in packs)
    return {pack.key: offer for pack, offer in zip(packs, offers, strict=True)}
