"""The words in which a page names a legal class."""

from catalog.legal_class import LegalClass

LEGAL_CLASSES = {
    "gsl": LegalClass.GSL,
    "general sale": LegalClass.GSL,
    "general sale list": LegalClass.GSL,
    "no prescription needed": LegalClass.GSL,
    "no prescription required": LegalClass.GSL,
    "p": LegalClass.P,
    "pharmacy": LegalClass.P,
    "pharmacy only": LegalClass.P,
    "pharmacy medicine": LegalClass.P,
    "otc": LegalClass.P,
    "over the counter": LegalClass.P,
    "pom": LegalClass.POM,
    "rx": LegalClass.POM,
    "rx only": LegalClass.POM,
    "prescription": LegalClass.POM,
    "prescription only": LegalClass.POM,
    "prescription only medicine": LegalClass.POM,
    "prescription needed": LegalClass.POM,
    "prescription required": LegalClass.POM,
    "cd": LegalClass.CD,
    "controlled": LegalClass.CD,
    "controlled drug": LegalClass.CD,
    "controlled substance": LegalClass.CD,
}
# Some countries call only general sale so, others also what a pharmacist hands out.
UNCLEAR = ("otc", "over the counter")


def phrase(text: str) -> str:
    """The words of a text in one spelling: small letters, no hyphens, no final stop."""
    return " ".join(text.casefold().replace("-", " ").rstrip(". ").split())


def legal_class_named(text: str) -> LegalClass | None:
    """The class a text names ("GSL", "Prescription-only"), None for other words."""
    return LEGAL_CLASSES.get(phrase(text))


def names_legal_class_alone(text: str) -> bool:
    """Whether a line without a label can only mean a legal class ("Prescription only")."""
    return " " in phrase(text) and legal_class_named(text) is not None


def is_unclear(text: str) -> bool:
    """Whether the words mean two classes; `legal_class_named` takes the stricter one."""
    return phrase(text) in UNCLEAR
