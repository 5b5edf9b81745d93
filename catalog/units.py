"""What a pack counts: pills, inhalers, tubes."""

from django.db.models import TextChoices
from django.utils.translation import gettext
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
        """ "pills", "patches", "suppositories"."""
        return IRREGULAR_PLURALS.get(self.value, f"{self.value}s")


IRREGULAR_PLURALS = {"patch": "patches", "suppository": "suppositories"}
UNITS_BY_WORD = {word: unit for unit in Unit for word in (unit.value, unit.plural)}


def count(unit: str, number: int) -> str:
    """ "60 pills" or "1 pill", the space unbroken. Raises ValueError for an unknown unit."""
    known = Unit(unit)
    return f"{number}{NO_BREAK_SPACE}{known.value if number == 1 else known.plural}"


def unit_named(word: str) -> Unit | None:
    """The unit a word names in singular or plural and any case; None for any other word."""
    return UNITS_BY_WORD.get(word.strip().casefold())


def pack_label(units: int, unit: Unit, dosage: str) -> str:
    """As in "90 pills of 10 mg": the pack as buttons and messages name it."""
    return gettext("%(units)s of %(dosage)s") % {"units": count(unit, units), "dosage": dosage}
