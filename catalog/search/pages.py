"""What search shows, as values: its page, and the suggestions under its field."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.letters import LetterLink
from catalog.lists import MedicineList
from catalog.money import from_unit_price
from catalog.pages import CategoryLink, MedicineRow
from catalog.search.words import Words, capitalised

# Letters before anything is suggested (suggest.js asks no sooner).
LEAST_TYPED = 2
# Suggestions at once; of those categories.
MOST, MOST_CATEGORIES = 8, 2
# Nobody reads more, and to count by form and price what a common word finds would be slow.
MOST_FOUND = 500


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What was typed and what it finds, or what was searched for `instead`.

    `nearest` are other names like it; `letters` lead to the whole list where nothing is found.
    """

    typed: str
    found: MedicineList
    instead: str = ""
    nearest: tuple[str, ...] = ()
    letters: tuple[LetterLink, ...] = ()

    @property
    def rows(self) -> tuple[MedicineRow, ...]:
        return self.found.rows

    @property
    def shown(self) -> str:
        """What the results are for."""
        return self.instead or self.typed

    @property
    def finds(self) -> bool:
        """Whether it finds anything, whatever a filter leaves of it."""
        return self.found.counts.medicines > 0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A line under the field: what is there, what it is, and where it leads."""

    label: str
    detail: str
    address: str


@dataclass(frozen=True, slots=True)
class Suggestions:
    suggestions: tuple[Suggestion, ...]
    words: Words

    @property
    def said(self) -> str:
        """As a screen reader says it."""
        number = len(self.suggestions)
        if not number:
            return _("No suggestions")
        return ngettext("%(number)s suggestion", "%(number)s suggestions", number) % {
            "number": number
        }


def suggested_medicine(row: MedicineRow, other_name: str) -> Suggestion:
    """By its name; by the other name it was found under, where there is one."""
    name, address = row.medicine.name, row.medicine.url
    if other_name:
        detail = _("another name of %(medicine)s") % {"medicine": name}
        return Suggestion(capitalised(other_name), detail, address)
    return Suggestion(name, _detail(row), address)


def suggested_category(category: CategoryLink) -> Suggestion:
    detail = ngettext(
        "category, %(number)s medicine", "category, %(number)s medicines", category.medicines
    )
    return Suggestion(category.name, detail % {"number": category.medicines}, category.url)


def _detail(row: MedicineRow) -> str:
    form, from_price = row.medicine.form, row.from_unit_price
    if from_price is not None:
        words = from_unit_price(from_price, row.medicine.unit)
    else:
        words = _("sold out") if row.sold_out else ""
    if not (form and words):
        return form or words
    return _("%(form)s, %(price)s") % {"form": form, "price": words}
