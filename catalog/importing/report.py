"""What importing one page did, or would do, as a value and as lines of text."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from catalog.importing.page import TOP_OF_PAGE, Finding
from catalog.money import best_per, per, price
from catalog.pricing import PackOffer
from catalog.strengths import strength_text
from catalog.units import Unit, count


@dataclass(frozen=True, slots=True)
class Change:
    """Something the import changes in the shop; `line` is where the page asks for it."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class DosageOnSale:
    """A dosage of the page (its key) with its packs as the shop sells them after the import."""

    label: str
    offers: tuple[PackOffer, ...]


@dataclass(frozen=True, slots=True)
class PackTable:
    """A dosage as people read it: six cells each, the last says which pack is best."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """One imported page; `slug` is the medicine's. `is_new`: the shop did not have it before.

    `file_name` is "" for a pasted page, `changed_before` when the medicine was changed last, and
    `sets_prices` whether packs come, go or cost something else. `asked` is what has to be read
    before that.
    """

    file_name: str
    medicine: str
    slug: str
    unit: Unit
    is_new: bool
    changed_before: datetime | None
    sets_prices: bool
    dosages: tuple[DosageOnSale, ...]
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]
    asked: tuple[Finding, ...]

    def lines(self) -> Iterator[str]:
        """The report as text: the packs as tables, then each change and finding with its line."""
        yield f"{self.file_name}: {self.medicine}{_(' (new)') if self.is_new else ''}"
        for table in self.tables:
            yield from ("", *_as_text(table))
        yield ""
        for change in self.changes or [Change(TOP_OF_PAGE, _("nothing changes."))]:
            yield f"{self.file_name}:{change.line}: {change.message}"
        for finding in (*self.asked, *self.findings):
            yield f"{self.file_name}:{finding.line}: {finding.level_text}: {finding.message}"

    @property
    def tables(self) -> list[PackTable]:
        """The packs of each dosage as the shop sells them after the import."""
        return [_table(dosage, self.unit) for dosage in self.dosages]


def _table(dosage: DosageOnSale, unit: Unit) -> PackTable:
    amounts = (per(unit), _("price"), _("list price"), _("saving"))
    head = (strength_text(dosage.label), *amounts, "")
    return PackTable(head, tuple(_cells(offer, unit) for offer in dosage.offers))


def _as_text(table: PackTable) -> Iterator[str]:
    for cells in (table.head, *table.rows):
        name, *amounts, best = cells
        yield "  ".join([f"  {name:<14}", *(f"{amount:>10}" for amount in amounts), best]).rstrip()


def _cells(offer: PackOffer, unit: Unit) -> tuple[str, ...]:
    return (
        count(unit, offer.units),
        price(offer.unit_price),
        price(offer.price),
        price(offer.list_price) if offer.list_price is not None else "",
        f"{offer.saving}%" if offer.saving is not None else "",
        best_per(unit) if offer.is_best else "",
    )
