"""The facts a page states, one a line: "Synonyms: ...", "Price from $0.61", "Legal class: P"."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from catalog.importing.currency import SIGN, refused, with_plain_sign
from catalog.importing.headings import (
    HEADLINE_AND_NAME,
    INTRODUCTION,
    bare,
    dosage_named,
    kind_of,
)
from catalog.importing.legal_words import (
    is_unclear,
    legal_class_named,
    names_legal_class_alone,
)
from catalog.importing.page import Finding, PageError
from catalog.importing.source import Line
from catalog.legal_class import LegalClass

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
AMOUNT = re.compile(r"([0-9]+(?:,[0-9]{3})*(?:\.[0-9]{1,3})?)\s*(\N{CENT SIGN})?")
PER_UNIT = re.compile(r"\bper\b|\beach\b|/", re.IGNORECASE)
NAME_ENDS = re.compile(r"[,;|\N{BULLET}]")
LONGEST = {"also_known_as": 255, "generic_name": 255, "form": 60}


class Stated(NamedTuple):
    """One fact: its name (a key of LABELS), its line and the words after the label."""

    name: str
    line: int
    value: str


class PriceFrom(NamedTuple):
    """The page's own "Price from", in the shop's currency; `per_unit` where it says so."""

    line: int
    amount: Decimal
    per_unit: bool


@dataclass(slots=True)
class Facts:
    """The facts of one page; "" or None where it does not state one."""

    also_known_as: str = ""
    generic_name: str = ""
    form: str = ""
    legal_class: LegalClass | None = None
    prices_from: list[PriceFrom] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


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


def understood(stated: Iterable[Stated], currency: str) -> Facts:
    """The facts in our words. Raises PageError for unknown words and for contradictions."""
    facts = Facts()
    for fact in stated:
        match fact.name:
            case "legal_class":
                _take_legal_class(facts, fact)
            case "currency":
                _check_currency(fact, currency)
            case "price_from":
                facts.prices_from.append(_price_from(fact, currency))
            case _:
                _take_text(facts, fact)
    return facts


def _take_legal_class(facts: Facts, fact: Stated) -> None:
    named = legal_class_named(fact.value)
    if named is None:
        raise PageError(
            fact.line,
            f'"{fact.value[:60]}" is no legal class known here: write POM, P, GSL or CD.',
        )
    if facts.legal_class not in (None, named):
        raise PageError(
            fact.line,
            f"The page names two legal classes, {facts.legal_class} and {named}: leave one.",
        )
    facts.legal_class = named
    if is_unclear(fact.value):
        message = f'"{fact.value}" is read as P, the stricter of its two meanings: write GSL or P.'
        facts.findings.append(Finding(fact.line, "note", message))


def _check_currency(fact: Stated, currency: str) -> None:
    if SIGN not in with_plain_sign(fact.line, fact.value, currency):
        raise refused(fact.line, f'"{fact.value[:60]}"', currency)


def _price_from(fact: Stated, currency: str) -> PriceFrom:
    named = with_plain_sign(fact.line, fact.value, currency)
    match = AMOUNT.search(named)
    assert match, "a line is labelled so only where a number follows"
    amount = Decimal(match[1].replace(",", "")) / (100 if match[2] else 1)
    return PriceFrom(fact.line, amount, bool(PER_UNIT.search(named)))


def _take_text(facts: Facts, fact: Stated) -> None:
    before = getattr(facts, fact.name)
    value = fact.value.strip()
    if fact.name == "also_known_as":
        value = _names(f"{before},{value}")
    elif before not in ("", value):
        raise PageError(fact.line, f'The page says both "{before}" and "{value[:60]}": leave one.')
    if len(value) > LONGEST[fact.name]:
        raise PageError(fact.line, f"This is longer than {LONGEST[fact.name]} characters: cut it.")
    setattr(facts, fact.name, value)


def _names(listed: str) -> str:
    """Names in the page's order, each once, separated by commas."""
    names = [" ".join(name.split()).rstrip(". ") for name in NAME_ENDS.split(listed)]
    once: dict[str, str] = {}
    for name in filter(None, names):
        once.setdefault(name.casefold(), name)
    return ", ".join(once.values())
