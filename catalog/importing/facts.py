"""What the fact lines of a page state, checked and put together."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from catalog.importing.currency import SIGN, refused, with_plain_sign
from catalog.importing.labels import Stated
from catalog.importing.legal_words import is_unclear, legal_class_named
from catalog.importing.page import Finding, PageError
from catalog.legal_class import LegalClass

AMOUNT = re.compile(r"([0-9]+(?:,[0-9]{3})*(?:\.[0-9]{1,3})?)\s*(\N{CENT SIGN})?")
PER_UNIT = re.compile(r"\bper\b|\beach\b|/", re.IGNORECASE)
NAME_ENDS = re.compile(r"[,;|\N{BULLET}]")
LONGEST = {"also_known_as": 255, "generic_name": 255, "form": 60}


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
