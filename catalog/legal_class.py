"""Who may buy a medicine, from anybody to nobody."""

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LegalClass(TextChoices):
    """Ordered from the laxest to the strictest."""

    GSL = "GSL", _("general sale")
    P = "P", _("pharmacist must agree")
    POM = "POM", _("prescription-only")
    CD = "CD", _("controlled: cannot be sold here")


STRICTNESS = {legal_class: rank for rank, legal_class in enumerate(LegalClass)}

# What a shopper reads, by market; the letters never stand on a page.
WORDS = {
    "US": {
        LegalClass.GSL: _("No prescription needed"),
        LegalClass.P: _("Our pharmacist checks this"),
        LegalClass.POM: _("Prescription needed"),
        LegalClass.CD: _("Not sold online"),
    },
    "UK": {
        LegalClass.GSL: _("No prescription needed"),
        LegalClass.P: _("Pharmacy medicine, our pharmacist checks"),
        LegalClass.POM: _("Prescription-only medicine"),
        LegalClass.CD: _("Controlled drug, not sold online"),
    },
}


def stricter_of(medicine: str, pack: str) -> LegalClass:
    """The stricter of a medicine's class and its pack's own ("" = none): a pack is never laxer."""
    classes = [LegalClass(medicine), *([LegalClass(pack)] if pack else [])]
    return max(classes, key=STRICTNESS.__getitem__)


def stricter_than(legal_class: str) -> list[LegalClass]:
    """Every class stricter than one, the laxest first; all of them for "", no class yet."""
    if not legal_class:
        return list(LegalClass)
    return [
        other for other in LegalClass if STRICTNESS[other] > STRICTNESS[LegalClass(legal_class)]
    ]


def needs_pharmacist(legal_class: str) -> bool:
    """Whether a pharmacist has to agree before it is charged: everything but general sale."""
    return legal_class != LegalClass.GSL


def words_for(legal_class: str) -> str:
    """The words of the shop's market for a legal class."""
    return str(WORDS[settings.SHOP_MARKET][LegalClass(legal_class)])
