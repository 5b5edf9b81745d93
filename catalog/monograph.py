"""The order and the words in which a page shows a monograph's sections."""

from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from catalog.markdown import safe_markdown


class Note(NamedTuple):
    """How a section stands out: its colour and its icon."""

    style: str
    icon: str


# "Before you take it" comes first and open, benefits last but for the text about the text.
BEFORE = {
    "precautions": Note("warn", icon="alert"),
    "contraindications": Note("stop", icon="stop"),
}
ORDER = (
    "common_use",
    "dosage_and_direction",
    "drug_interactions",
    "possible_side_effects",
    "missed_dose",
    "overdose",
    "features",
    "storage",
    "clinical_evidence",
    "other",
    "benefits",
    "disclaimer",
)
SHOPPERS_TITLES = {
    "common_use": _("What it is for"),
    "dosage_and_direction": _("How to take it"),
    "drug_interactions": _("With other medicines"),
    "possible_side_effects": _("Side effects"),
    "missed_dose": _("If you miss a dose"),
    "overdose": _("If you take too much"),
    "features": _("Key facts"),
    "storage": _("Storage"),
    "clinical_evidence": _("Clinical evidence"),
    "benefits": _("Benefits"),
    "disclaimer": _("About this text"),
    "precautions": _("Take care"),
    "contraindications": _("Do not take it"),
}

_markdown = safe_markdown("heading", "lheading")


@lru_cache(maxsize=2048)
def rendered(markdown: str) -> str:
    """Staff's Markdown as safe HTML: no raw HTML, image, heading or link that runs a script."""
    return str(_markdown.render(markdown))


def display_rank(kind: str) -> int:
    """Where a section stands on the page."""
    return (*BEFORE, *ORDER).index(kind)


def shoppers_title(kind: str, title: str) -> str:
    """The section's title in a shopper's words; a section of another kind keeps its own."""
    return str(SHOPPERS_TITLES.get(kind, title))
