"""What a pack counts: pills, inhalers, tubes."""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from django.db.models import TextChoices
from django.utils.formats import number_format
from django.utils.translation import get_language, gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"


class Unit(TextChoices):
    """One unit of a pack; the value is the English singular."""

    PILL = "pill", _("pill")
    TABLET = "tablet", _("tablet")
    CAPSULE = "capsule", _("capsule")
    INHALER = "inhaler", _("inhaler")
    TUBE = "tube", _("tube")
    BOTTLE = "bottle", _("bottle")
    VIAL = "vial", _("vial")
    AMPOULE = "ampoule", _("ampoule")
    SYRINGE = "syringe", _("syringe")
    PEN = "pen", _("pen")
    SPRAY = "spray", _("spray")
    SACHET = "sachet", _("sachet")
    PATCH = "patch", _("patch")
    SUPPOSITORY = "suppository", _("suppository")
    LOZENGE = "lozenge", _("lozenge")
    STRIP = "strip", _("strip")
    JAR = "jar", _("jar")

    @property
    def plural(self) -> str:
        """ "pills", "patches", "suppositories": in English, as the pages to import have it."""
        return IRREGULAR_PLURALS.get(self.value, f"{self.value}s")

    def noun(self, number: int) -> str:
        """What so many of them are called: "pill", "pills"."""
        return str(NOUNS[self] % number)


IRREGULAR_PLURALS = {"patch": "patches", "suppository": "suppositories"}
NOUNS = {
    Unit.PILL: ngettext_lazy("pill", "pills"),
    Unit.TABLET: ngettext_lazy("tablet", "tablets"),
    Unit.CAPSULE: ngettext_lazy("capsule", "capsules"),
    Unit.INHALER: ngettext_lazy("inhaler", "inhalers"),
    Unit.TUBE: ngettext_lazy("tube", "tubes"),
    Unit.BOTTLE: ngettext_lazy("bottle", "bottles"),
    Unit.VIAL: ngettext_lazy("vial", "vials"),
    Unit.AMPOULE: ngettext_lazy("ampoule", "ampoules"),
    Unit.SYRINGE: ngettext_lazy("syringe", "syringes"),
    Unit.PEN: ngettext_lazy("pen", "pens"),
    Unit.SPRAY: ngettext_lazy("spray", "sprays"),
    Unit.SACHET: ngettext_lazy("sachet", "sachets"),
    Unit.PATCH: ngettext_lazy("patch", "patches"),
    Unit.SUPPOSITORY: ngettext_lazy("suppository", "suppositories"),
    Unit.LOZENGE: ngettext_lazy("lozenge", "lozenges"),
    Unit.STRIP: ngettext_lazy("strip", "strips"),
    Unit.JAR: ngettext_lazy("jar", "jars"),
}
UNITS_BY_WORD = {word: unit for unit in Unit for word in (unit.value, unit.plural)}


def count(unit: str, number: int) -> str:
    """ "60 pills" or "1 pill", the space unbroken. Raises ValueError for an unknown unit."""
    # Translators: a number of units, as in "60 pills"; the space between them is unbroken.
    words = gettext("%(number)s\u00a0%(units)s")
    return words % {"number": number, "units": Unit(unit).noun(number)}


def figure(number: int | Decimal, decimals: int = 0) -> str:
    """A number as its readers write it: "1,000" and "12,964.00"; "12.964,00" in German."""
    return _figure(str(number), decimals, get_language())


# A page of packs writes a hundred of them, and most of them on every request.
@lru_cache(maxsize=4096)
def _figure(number: str, decimals: int, language: str) -> str:
    return number_format(Decimal(number), decimals, force_grouping=True)


@dataclass(frozen=True, slots=True)
class UnitWords:
    """ "pill" and "pills"; "unit" and "units" while a new medicine has not named its own."""

    one: str
    many: str

    @classmethod
    def of(cls, unit: str) -> "UnitWords":
        if unit not in Unit.values:
            return cls(gettext("unit"), gettext("units"))
        return cls(str(Unit(unit).label), Unit(unit).plural)

    def count(self, number: int) -> str:
        """As in "2,340 pills"."""
        return f"{number:,} {self.one if number == 1 else self.many}"


def unit_named(word: str) -> Unit | None:
    """The unit a word names in singular or plural and any case; None for any other word."""
    return UNITS_BY_WORD.get(word.strip().casefold())


def pack_label(units: int, unit: Unit, dosage: str) -> str:
    """As in "90 pills of 10 mg": the pack as buttons and messages name it."""
    return gettext("%(units)s of %(dosage)s") % {"units": count(unit, units), "dosage": dosage}
