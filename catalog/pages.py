"""What the public pages show, as values: nothing inside reads the database."""

from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter

from django.urls import reverse

from catalog.leaflets.links import LeafletLink, ReviewShown
from catalog.legal_class import LegalClass, needs_pharmacist, words_for
from catalog.letters import LetterLink
from catalog.limits import Limits
from catalog.money import price
from catalog.monograph import BEFORE, Note, shoppers_title
from catalog.pictures.links import PictureShown
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
    own_title: str
    html: str
    anchor: str

    @property
    def title(self) -> str:
        return shoppers_title(self.kind, self.own_title)

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
    pk: int = 0

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
    pictures: tuple[PictureShown, ...] = ()  # of a list's row the first alone

    @property
    def picture(self) -> PictureShown | None:
        """The one it is known by."""
        return self.pictures[0] if self.pictures else None

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
    """A medicine in a list; `dosages_text` names those on sale, "" while there are none.

    `from_unit_price` is the lowest at which any of it can be bought today, None where nothing can.
    `keeps_packs_back`: some may be seen only after a consultation.
    """

    medicine: MedicineSummary
    dosages_text: str
    from_unit_price: Decimal | None
    why: str = ""  # it was found, where its name does not tell
    keeps_packs_back: bool = False

    @property
    def from_price(self) -> str:
        """As a shopper reads it, "" where there is none."""
        lowest = self.from_unit_price
        return "" if lowest is None else price(lowest)

    @property
    def begins_with_consultation(self) -> bool:
        """Whether nothing is said here of its packs, not even that they are sold out."""
        all_kept_back = self.keeps_packs_back and not self.dosages_text
        return all_kept_back or self.medicine.begins_with_consultation

    @property
    def sold_out(self) -> bool:
        """Whether nothing of it can be bought today, and that may be said."""
        return not self.begins_with_consultation and self.from_unit_price is None


@dataclass(frozen=True, slots=True)
class Monograph:
    """What to know about a medicine, who stands for it, and where to read more."""

    name: str  # of the medicine
    introduction_html: str
    sections: tuple[SectionHtml, ...]
    leaflets: tuple[LeafletLink, ...] = ()
    review: ReviewShown | None = None

    def __bool__(self) -> bool:
        return bool(self.sections or self.introduction_html or self.leaflets)

    @property
    def sections_first(self) -> list[SectionHtml]:
        """Those of "Before you take it"."""
        return [section for section in self.sections if section.stands_first]

    @property
    def sections_after(self) -> list[SectionHtml]:
        return [section for section in self.sections if not section.stands_first]


@dataclass(frozen=True, slots=True)
class MedicinePage:
    """`keeps_packs_back`: some may be seen only after a consultation."""

    medicine: MedicineSummary
    dosages: tuple[DosageTable, ...]
    limits: Limits
    monograph: Monograph
    keeps_packs_back: bool = False

    @property
    def sold_out(self) -> bool:
        """Whether nothing of it can be bought today."""
        return all(dosage.sold_out for dosage in self.dosages)


@dataclass(frozen=True, slots=True)
class HomePage:
    """The ways into the shop: its categories, and the first letters of its medicines."""

    categories: tuple[CategoryLink, ...]
    letters: tuple[LetterLink, ...]
