"""One page about one medicine, as values: what the owner's text says, before anything is stored."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from django.utils.translation import gettext as _

from catalog.legal_class import LegalClass
from catalog.units import Unit

# Where something is reported that no single line of the page says.
TOP_OF_PAGE = 1

Level = Literal["warning", "note"]


class PageError(Exception):
    """A page that cannot be taken in. Says where (`line`, from 1), why and what to do."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(f"line {line}: {message}")
        self.line = line
        self.message = message


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should know about a page that was read."""

    line: int
    level: Level
    message: str

    @property
    def level_text(self) -> str:
        return _("warning") if self.level == "warning" else _("note")


@dataclass(frozen=True, slots=True)
class PageRow:
    """One pack as the page states it. Only `units` and `price` are ever stored.

    `unit_price`, `list_price` and `saving` (whole percent) are None where the page names none.
    """

    line: int
    units: int
    price: Decimal
    unit_price: Decimal | None = None
    list_price: Decimal | None = None
    saving: int | None = None
    best: bool = False


@dataclass(frozen=True, slots=True)
class PageDosage:
    """One "Product dosage:" table; `label` is the dosage's key ("10mg"), `rows` in page order."""

    line: int
    label: str
    rows: tuple[PageRow, ...]


@dataclass(frozen=True, slots=True)
class PageSection:
    """A monograph section: `kind` a SectionKind value, `title` the page's own, `body` Markdown."""

    line: int
    kind: str
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Page:
    """Everything one page says about its medicine.

    `introduction` is Markdown, the other texts are plain. `also_known_as`, `generic_name` and
    `form` are "" and `legal_class` is None where the page does not name them. `check_note` is why
    a pharmacist has to check the page, "" where nothing was found.
    """

    file_name: str
    headline: str
    name: str
    summary: str
    introduction: str
    also_known_as: str
    generic_name: str
    form: str
    legal_class: LegalClass | None
    unit: Unit
    dosages: tuple[PageDosage, ...]
    sections: tuple[PageSection, ...]
    check_note: str
    findings: tuple[Finding, ...]
