"""Which lines of a page state one fact, such as "Synonyms: ..." or "Price from $0.61"."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from catalog.importing.headings import INTRODUCTION, bare, dosage_named, kind_of
from catalog.importing.legal_words import names_legal_class_alone
from catalog.importing.source import Line

LABELS = {
    "also_known_as": r"synonyms?(?:\s*:|\s+|$)"
    r"|(?:also known as|(?:other|brand|trade) names?)(?:\s*:|$)",
    "generic_name": r"(?:generic(?: name)?|active (?:ingredient|substance)s?)\s*:",
    "form": r"(?:dosage )?form\s*:",
    "legal_class": r"legal (?:class(?:ification)?|status|category)\s*:",
    "currency": r"currency\s*:|(?:all )?prices (?:are )?in\b",
    "price_from": r"prices?\s+(?:starts?\s+)?from\b\s*:?(?=.*[0-9])"
    r"|from\b\s*:?(?=\s*[$\N{EURO SIGN}\N{POUND SIGN}][0-9])",
}
LABEL = re.compile(
    "|".join(rf"(?P<{name}>{words})" for name, words in LABELS.items()), re.IGNORECASE
)
HEADLINE_AND_NAME = 2


class Stated(NamedTuple):
    """One fact: its name (a key of LABELS), its line and the words after the label."""

    name: str
    line: int
    value: str


def facts_apart(lines: Sequence[Line]) -> tuple[list[Stated], list[Line]]:
    """The facts a page states, and its lines with theirs left blank.

    Inside a monograph section only a legal class is a fact; there the other words are prose. A
    label may stand alone above its value.
    """
    facts: list[Stated] = []
    rest: list[Line] = []
    in_section = False
    texts_seen = 0
    for line in lines:
        waits = bool(facts) and not facts[-1].value
        in_section = _enters_section(line.text, in_section)
        fact = None if waits else _fact(line, in_section, texts_seen)
        if waits and not line.is_blank:
            fact = facts.pop()._replace(value=line.text.strip())
        if fact:
            facts.append(fact)
        texts_seen += not line.is_blank
        rest.append(Line(line.number, "") if fact else line)
    return facts, rest


def _enters_section(text: str, before: bool) -> bool:
    if dosage_named(text) is not None:
        return False
    kind = kind_of(text)
    return before if kind is None else kind != INTRODUCTION


def _fact(line: Line, in_section: bool, texts_seen: int) -> Stated | None:
    text = bare(line.text.replace("**", "").replace("__", ""))
    match = LABEL.match(text)
    if match and match.lastgroup and (not in_section or match.lastgroup == "legal_class"):
        return Stated(match.lastgroup, line.number, text[match.end() :].strip())
    if not in_section and texts_seen >= HEADLINE_AND_NAME and names_legal_class_alone(text):
        return Stated("legal_class", line.number, text)
    return None
