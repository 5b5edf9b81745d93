"""Which lines of a page are headings, and of what."""

import re

INTRODUCTION = "introduction"
OTHER = "other"

# The phrases in singular; a page may use any number, case and mark.
KINDS = {
    "introduction": INTRODUCTION,
    "description": INTRODUCTION,
    "overview": INTRODUCTION,
    "feature": "features",
    "benefit": "benefits",
    "common use": "common_use",
    "use": "common_use",
    "dosage and direction": "dosage_and_direction",
    "dosage": "dosage_and_direction",
    "direction": "dosage_and_direction",
    "precaution": "precautions",
    "contraindication": "contraindications",
    "possible side effect": "possible_side_effects",
    "side effect": "possible_side_effects",
    "drug interaction": "drug_interactions",
    "interaction": "drug_interactions",
    "missed dose": "missed_dose",
    "overdose": "overdose",
    "storage": "storage",
    "disclaimer": "disclaimer",
    "review": "clinical_evidence",
    "clinical evidence": "clinical_evidence",
}
# The first two texts of a page, whatever they look like.
HEADLINE_AND_NAME = 2
LONGEST_HEADING = 60
SENTENCE_ENDS = (".", "!", ",", ";", "\N{HORIZONTAL ELLIPSIS}")
MARKED = re.compile(r"#{1,6}\s+(?P<hash>.+?)\s*#*|(?P<wrap>\*\*|__)(?P<wrapped>.+?)(?P=wrap):?")
DOSAGE = re.compile(r"product\s+dosages?\b\s*:?\s*(?P<label>.*)", re.IGNORECASE)
UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,}|\*{3,}|_{3,})")


def bare(text: str) -> str:
    """A line's text without the marks of a Markdown heading and of bold around it."""
    text = text.strip()
    for _marks in ("##", "**"):
        if match := MARKED.fullmatch(text):
            text = (match["hash"] or match["wrapped"]).strip()
    return text


def dosage_named(text: str) -> str | None:
    """What follows "Product dosage:" on such a line or row of a table, None on any other."""
    match = DOSAGE.fullmatch(bare(text.replace("**", "").replace("__", "").strip("| \t")))
    return match["label"].strip() if match else None


def kind_of(text: str) -> str | None:
    """The section kind a heading names, in singular or plural and any case; else None."""
    words = bare(text).casefold().replace("(s)", "").replace("contra-", "contra")
    words = words.rstrip(" :").replace("&", " and ")
    return KINDS.get(" ".join(word.removesuffix("s") for word in words.split()))


def is_underline(text: str) -> bool:
    """Whether a line only underlines a heading or parts two texts, as Markdown has it."""
    return UNDERLINE.fullmatch(text) is not None


def is_marked(text: str) -> bool:
    """Whether a line is marked as a heading: "## Handling", or bold and no sentence."""
    text = text.strip()
    return (
        text.startswith("#") and bare(text) != text or bare(text) != text and may_be_heading(text)
    )


def may_be_heading(text: str) -> bool:
    """Whether a text is short, starts with a capital and is no statement: it may ask."""
    text = bare(text)
    return (
        0 < len(text) <= LONGEST_HEADING and text[0].isupper() and not text.endswith(SENTENCE_ENDS)
    )
