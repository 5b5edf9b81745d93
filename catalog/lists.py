"""A list of medicines as a page shows it: its rows, what narrows it, and its other pages."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from django.utils.translation import gettext as _

from catalog.filters import Counts, Filter, Prescription, Sort
from catalog.letters import LetterLink, letter_of
from catalog.money import price
from catalog.pages import CategoryLink, MedicineRow
from catalog.places.cursor import Cursor
from catalog.search.words import Words
from catalog.wanted import Wanted, sorts_of

# Medicines on a page.
A_PAGE = 100


@dataclass(frozen=True, slots=True)
class Choice:
    """A box to check, of its `name` the one with this number.

    `medicines`: what it would show; None where those are too many to be counted.
    """

    name: str
    number: int
    value: str
    label: str
    medicines: int | None
    checked: bool

    @property
    def id(self) -> str:
        return f"{self.name}-{self.number}"


@dataclass(frozen=True, slots=True)
class Chip:
    """Something that was chosen, and the address of the list without it."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class LetterGroup:
    letter: str
    rows: tuple[MedicineRow, ...]


@dataclass(frozen=True, slots=True)
class MedicineList:
    """Medicines of the shop, of one category or of a search; `rows` are those of one page.

    `firsts` are the signs their names begin with, row by row; `letters` stand over a list from A
    to Z. `previous` and `next` are the addresses of the pages beside it, "" where there is none.
    """

    rows: tuple[MedicineRow, ...]
    counts: Counts
    wanted: Wanted
    firsts: tuple[str, ...] = ()
    letters: tuple[LetterLink, ...] = ()
    categories: tuple[CategoryLink, ...] = ()
    category: CategoryLink | None = None
    words: Words = Words()  # that were searched for
    is_cut: bool = False  # a search finds more than these
    own: Cursor | None = None  # where its page begins; None of the first
    previous: str = ""
    next: str = ""
    page: int = 1  # of what a search finds, and of how many
    pages: int = 1

    @property
    def groups(self) -> list[LetterGroup]:
        """The rows under their letters, where the list has letters."""
        if not self.letters:
            return []
        pairs = zip(self.firsts, self.rows, strict=True)
        by_letter = groupby(pairs, key=lambda pair: letter_of(pair[0]))
        return [
            LetterGroup(letter, tuple(row for _first, row in group)) for letter, group in by_letter
        ]

    @property
    def leaves_a_choice(self) -> bool:
        """Whether there is anything to narrow or to put right."""
        return self.counts.medicines > 1 or bool(self.wanted.problems)

    @property
    def forms(self) -> list[Choice]:
        chosen = self.wanted.filter.forms
        return [
            Choice("form", number, form, form, medicines, form in chosen)
            for number, (form, medicines) in enumerate(self.counts.forms.items(), 1)
        ]

    @property
    def prescription(self) -> list[Choice]:
        chosen = self.wanted.filter.prescription
        return [
            Choice("rx", number, choice, str(choice.label), medicines, choice in chosen)
            for number, (choice, medicines) in enumerate(self.counts.prescription.items(), 1)
        ]

    @property
    def stock(self) -> list[Choice]:
        chosen = self.wanted.filter.in_stock
        return [Choice("stock", 1, "1", _("In stock only"), self.counts.in_stock, chosen)]

    @property
    def sorts(self) -> tuple[Sort, ...]:
        return sorts_of(self.wanted.usual)

    @property
    def chips(self) -> list[Chip]:
        return [
            Chip(label, self.wanted.address(rest))
            for label, rest in _each_left_out(self.wanted.filter)
        ]

    @property
    def unfiltered(self) -> str:
        """The address of the whole list."""
        return self.wanted.address(Filter())

    @property
    def own_query(self) -> str:
        """What search engines know this page by, where it shows what no other does."""
        is_whole = not self.wanted.filter and self.wanted.sort == self.wanted.usual
        return self.wanted.address(Filter(), cursor=self.own) if is_whole and self.own else ""


def _each_left_out(chosen: Filter) -> Iterator[tuple[str, Filter]]:
    """Each thing that was chosen, in words, and the filter without it."""
    for form in sorted(chosen.forms):
        yield form, replace(chosen, forms=chosen.forms - {form})
    words = {
        Prescription.NEEDED: _("Prescription needed"),
        Prescription.NOT_NEEDED: _("No prescription needed"),
    }
    for choice, label in words.items():
        if choice in chosen.prescription:
            yield label, replace(chosen, prescription=chosen.prescription - {choice})
    if chosen.in_stock:
        yield _("In stock"), replace(chosen, in_stock=False)
    if chosen.least is not None:
        yield _("From %(price)s") % {"price": price(chosen.least)}, replace(chosen, least=None)
    if chosen.most is not None:
        yield _("Up to %(price)s") % {"price": price(chosen.most)}, replace(chosen, most=None)
