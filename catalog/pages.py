"""What the public pages show, as values: nothing inside reads the database."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from django.urls import reverse

from catalog.leaflets.links import LeafletLink, ReviewShown
from catalog.legal_class import LegalClass, needs_pharmacist, words_for
from catalog.letters import letter_of, place_of
from catalog.limits import Limits
from catalog.monograph import BEFORE, Note
from catalog.pricing import PackOffer
from catalog.strengths import dosage_query, strength_text
from catalog.units import Unit


@dataclass(frozen=True, slots=True)
class PackRow:
    """One row of the pack table."""

    pack_id: int
    offer: PackOffer
    legal_class: LegalClass
    fits: bool  # the dosage's pool holds as many units
    former_price: Decimal | None = None  # of an announced reduction (reductions/rules.py)

    @property
    def for_sale(self) -> bool:
        """Whether its class may be sold here at all."""
        return self.legal_class != LegalClass.CD

    @property
    def available(self) -> bool:
        return self.fits and self.for_sale

    @property
    def needs_pharmacist(self) -> bool:
        return needs_pharmacist(self.legal_class)

    @property
    def legal_class_words(self) -> str:
        return str(words_for(self.legal_class))


@dataclass(frozen=True, slots=True)
class DosageTable:
    """One dosage with its packs on sale, smallest first (at least one), and what its pool holds."""

    dosage_id: int
    key: str
    rows: tuple[PackRow, ...]
    units_free: int
    checked: bool = False

    @property
    def text(self) -> str:
        return strength_text(self.key)

    @property
    def query(self) -> str:
        """What opens it on its medicine's page."""
        return dosage_query(self.key)

    @property
    def base_units(self) -> int:
        return self.rows[0].offer.units

    @property
    def sold_out(self) -> bool:
        return not any(row.available for row in self.rows)

    @property
    def from_offer(self) -> PackOffer:
        """The lowest price per unit a shopper can buy today; of all packs where none is left."""
        rows = [row for row in self.rows if row.available] or self.rows
        return min((row.offer for row in rows), key=attrgetter("rate"))

    @property
    def from_unit_price(self) -> Decimal:
        return self.from_offer.unit_price


@dataclass(frozen=True, slots=True)
class SectionHtml:
    """One monograph section, ready to show."""

    kind: str
    title: str
    html: str
    anchor: str

    @property
    def stands_first(self) -> bool:
        return self.kind in BEFORE

    @property
    def note(self) -> Note:
        """How a section of "Before you take it" stands out."""
        return BEFORE[self.kind]


@dataclass(frozen=True, slots=True)
class CategoryLink:
    name: str
    slug: str
    medicines: int = 0

    @property
    def url(self) -> str:
        return reverse("category", args=[self.slug])


@dataclass(frozen=True, slots=True)
class MedicineSummary:
    """A medicine as a list and its own page name it."""

    pk: int
    name: str
    slug: str
    headline: str
    summary: str
    form: str
    unit: Unit
    generic_name: str
    also_known_as: str
    legal_class: LegalClass
    begins_with_consultation: bool
    category: CategoryLink | None

    @property
    def url(self) -> str:
        return reverse("medicine", args=[self.slug])

    @property
    def legal_class_words(self) -> str:
        return str(words_for(self.legal_class))

    @property
    def needs_prescription(self) -> bool:
        return self.legal_class == LegalClass.POM

    @property
    def needs_pharmacist(self) -> bool:
        return needs_pharmacist(self.legal_class)


@dataclass(frozen=True, slots=True)
class MedicineRow:
    """A medicine in a list; `dosages` may be empty while nothing is on sale."""

    medicine: MedicineSummary
    dosages: tuple[DosageTable, ...]

    @property
    def from_unit_price(self) -> Decimal | None:
        on_offer = [dosage for dosage in self.dosages if not dosage.sold_out] or self.dosages
        offers = (dosage.from_offer for dosage in on_offer)
        lowest = min(offers, key=attrgetter("rate"), default=None)
        return lowest.unit_price if lowest else None

    @property
    def sold_out(self) -> bool:
        return all(dosage.sold_out for dosage in self.dosages)

    @property
    def dosages_text(self) -> str:
        return ", ".join(dosage.text for dosage in self.dosages)


@dataclass(frozen=True, slots=True)
class MedicinePage:
    """`keeps_packs_back`: some may be seen only after a consultation."""

    medicine: MedicineSummary
    introduction_html: str
    dosages: tuple[DosageTable, ...]
    sections: tuple[SectionHtml, ...]
    limits: Limits
    keeps_packs_back: bool = False
    leaflets: tuple[LeafletLink, ...] = ()
    review: ReviewShown | None = None

    @property
    def sold_out(self) -> bool:
        """Whether nothing of it can be bought today."""
        return all(dosage.sold_out for dosage in self.dosages)

    @property
    def sections_first(self) -> list[SectionHtml]:
        """Those of "Before you take it"."""
        return [section for section in self.sections if section.stands_first]

    @property
    def sections_after(self) -> list[SectionHtml]:
        return [section for section in self.sections if not section.stands_first]


@dataclass(frozen=True, slots=True)
class HomePage:
    """The ways into the shop: its categories, and the first letters of its medicines."""

    categories: tuple[CategoryLink, ...]
    letters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LetterGroup:
    letter: str
    rows: tuple[MedicineRow, ...]


@dataclass(frozen=True, slots=True)
class MedicineList:
    """Medicines of the shop, of one category or found by what was typed; and all categories."""

    rows: tuple[MedicineRow, ...]
    categories: tuple[CategoryLink, ...]
    category: CategoryLink | None = None
    typed: str = ""

    @property
    def letters(self) -> list[LetterGroup]:
        """From A to Z by name; stable, so that names that fold alike stay in the order of rows."""
        ordered = sorted(self.rows, key=lambda row: place_of(row.medicine.name))
        by_letter = groupby(ordered, key=lambda row: letter_of(row.medicine.name))
        return [LetterGroup(letter, tuple(rows)) for letter, rows in by_letter]

    @property
    def first_letters(self) -> list[str]:
        return [group.letter for group in self.letters]
