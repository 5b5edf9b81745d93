"""The order and the words in which a page shows a monograph's sections."""

from functools import lru_cache
from hashlib import md5
from importlib.metadata import version
from typing import NamedTuple

from django.db.models import TextField, Value
from django.db.models.functions import MD5, Concat
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


# What writes a text to HTML. An HTML that another one wrote is not shown any more.
_WRITER = f"markdown-it-py {version('markdown-it-py')}, 1: "


def mark_of(markdown: str) -> str:
    """What an HTML kept beside its text is known by: of this text, by this writer."""
    return md5(f"{_WRITER}{markdown}".encode(), usedforsecurity=False).hexdigest()


def mark_of_column(name: str) -> MD5:
    """The same of a text in the database."""
    return MD5(Concat(Value(_WRITER, TextField()), name))


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
