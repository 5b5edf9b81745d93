"""The facts a page states, one a line: "Synonyms: ...", "Price from $0.61", "Legal class: P"."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, NamedTuple

from django.utils.translation import gettext as _

from catalog.importing.currency import (
    AMOUNT,
    CURRENCY,
    MARK,
    SIGN,
    refused,
    with_codes,
    with_plain_sign,
)
from catalog.importing.headings import (
    HEADLINE_AND_NAME,
    INTRODUCTION,
    SENTENCE_ENDS,
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
from catalog.importing.prose import BULLET
from catalog.importing.rows import UNIT_WORDS
from catalog.importing.source import Line
from catalog.legal_class import LegalClass

Place = Literal["top", "between", "section"]

# A label ends with its colon, or stands alone above its value; "Synonyms Zyrtec" needs none.
LABELS = {
    "also_known_as": r"synonyms?(?:\s*:|\s+|$)"
    r"|(?:also known as|(?:other|brand|trade) names?)(?:\s*:|$)",
    "generic_name": r"(?:generic(?: name)?|active (?:ingredient|substance)s?)\s*:",
    "form": r"(?:dosage )?form\s*:",
    "legal_class": r"legal (?:class(?:ification)?|status|category)\s*:",
    "currency": r"currency\s*:",
}
LABEL = re.compile(
    "|".join(rf"(?P<{name}>{words})" for name, words in LABELS.items()), re.IGNORECASE
)
# A monograph names substances and forms in its own sentences.
IN_SECTIONS = ("also_known_as", "legal_class", "currency")
PRICE_FROM = rf"(?:prices?\s+(?:starts?\s+)?from\s*:?|from(?=.*(?:{MARK})))"
PER_UNIT = rf"(?:(?:\bper\b|/|\ban?\b)\s*(?:{UNIT_WORDS}|unit|dose)|\beach\b)"
# Facts only where they fill the line: with more words they are prose.
WHOLE_LINES = {
    "currency": re.compile(rf"(?:all )?prices (?:are )?in (?P<value>{CURRENCY})\.?", re.IGNORECASE),
    "price_from": re.compile(
        rf"{PRICE_FROM}\s*(?P<value>{AMOUNT}\s*{PER_UNIT}?)\.?", re.IGNORECASE
    ),
}
NUMBER = re.compile(r"([0-9]+(?:,[0-9]{3})*(?:\.[0-9]{1,3})?)\s*(\N{CENT SIGN})?")
NAME_ENDS = re.compile(r"[,;|\N{BULLET}]")
MOST_WORDS_OF_NAME = 3
LONGEST = {"also_known_as": 255, "generic_name": 255, "form": 60}


class Stated(NamedTuple):
    """One fact: its `name` (form, price_from, ...), its line and the words after the label."""

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
    """The facts a page states, and its lines with theirs left blank."""
    facts: list[Stated] = []
    rest: list[Line] = []
    place: Place = "top"
    texts_seen = 0
    while len(rest) < len(lines):
        at = len(rest)
        place = _place(lines[at].text, place)
        fact, after = _fact_at(lines, at, place, texts_seen) or (None, at + 1)
        facts += [fact] if fact else []
        rest += [Line(line.number, "") if fact else line for line in lines[at:after]]
        texts_seen += not lines[at].is_blank
    return facts, rest


def _place(text: str, before: Place) -> Place:
    if dosage_named(text) is not None:
        return "between"
    kind = kind_of(text)
    if kind is None:
        return before
    return "between" if kind == INTRODUCTION else "section"


def _fact_at(
    lines: Sequence[Line], at: int, place: Place, texts_seen: int
) -> tuple[Stated, int] | None:
    """The fact that starts at index `at`, and the index after it."""
    fact = _filling(lines[at])
    may_name_class = texts_seen >= HEADLINE_AND_NAME and place != "section"
    if fact and (fact.name != "legal_class" or may_name_class):
        return fact, at + 1
    return _labelled(lines, at, place)


def _filling(line: Line) -> Stated | None:
    """The fact that a line is from end to end."""
    text = _unmarked(line)
    for name, form in WHOLE_LINES.items():
        if match := form.fullmatch(text):
            return Stated(name, line.number, match["value"].strip())
    return Stated("legal_class", line.number, text) if names_legal_class_alone(text) else None


def _labelled(lines: Sequence[Line], at: int, place: Place) -> tuple[Stated, int] | None:
    """The fact whose label stands at index `at`, its value beside or below it."""
    text = _unmarked(lines[at])
    match = LABEL.match(text)
    name = match.lastgroup if match else None
    if not match or not name or (place == "section" and name not in IN_SECTIONS):
        return None
    value = text[match.end() :].strip()
    after = at + 1
    if not value:
        below = _names_below if name == "also_known_as" else _value_below
        value, after = below(lines, after)
    elif ":" not in match.group() and not (place == "top" and _may_be_names(value)):
        return None
    if name in LONGEST and (not value or _is_sentence(value)):
        return None
    return Stated(name, lines[at].number, value), after


def _value_below(lines: Sequence[Line], start: int) -> tuple[str, int]:
    """The next text and the index after it; "" where the page's next part begins."""
    for at in range(start, len(lines)):
        if not lines[at].is_blank:
            return ("", start) if _starts_part(lines[at]) else (lines[at].text.strip(), at + 1)
    return "", start


def _names_below(lines: Sequence[Line], start: int) -> tuple[str, int]:
    """The names in the block or list below, up to prose, another fact or the page's next part."""
    names: list[str] = []
    after = start
    for at in range(start, len(lines)):
        line = lines[at]
        if line.is_blank:
            continue
        bullet = BULLET.fullmatch(line.text)
        is_apart = names and lines[at - 1].is_blank and not bullet
        if is_apart or _starts_part(line) or _filling(line) or _is_sentence(line.text):
            break
        names.append((bullet["text"] if bullet else line.text).strip())
        after = at + 1
    return ", ".join(names), after


def _starts_part(line: Line) -> bool:
    is_heading = dosage_named(line.text) is not None or kind_of(line.text) is not None
    return is_heading or LABEL.match(_unmarked(line)) is not None


def _may_be_names(value: str) -> bool:
    return not value[0].islower() and not value.endswith(SENTENCE_ENDS)


def _is_sentence(value: str) -> bool:
    """Whether words after a label are prose: a full stop after more words than a name has."""
    last = NAME_ENDS.split(value)[-1]
    return value.endswith(SENTENCE_ENDS) and len(last.split()) > MOST_WORDS_OF_NAME


def _unmarked(line: Line) -> str:
    return bare(line.text.replace("**", "").replace("__", ""))


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
            _('"%(found)s" is no legal class known here: write POM, P, GSL or CD.')
            % {"found": fact.value[:60]},
        )
    if facts.legal_class not in (None, named):
        raise PageError(
            fact.line,
            _("The page names two legal classes, %(first)s and %(second)s: leave one.")
            % {"first": facts.legal_class, "second": named},
        )
    facts.legal_class = named
    if is_unclear(fact.value):
        message = _(
            '"%(found)s" is read as P, the stricter of its two meanings: write GSL or P.'
        ) % {"found": fact.value}
        facts.findings.append(Finding(fact.line, "note", message))


def _check_currency(fact: Stated, currency: str) -> None:
    if SIGN not in with_plain_sign(fact.line, with_codes(fact.value), currency):
        raise refused(fact.line, f'"{fact.value[:60]}"', currency)


def _price_from(fact: Stated, currency: str) -> PriceFrom:
    named = with_plain_sign(fact.line, fact.value, currency)
    match = NUMBER.search(named)
    assert match, "a line is a price from only where it has a number"
    amount = Decimal(match[1].replace(",", "")) / (100 if match[2] else 1)
    return PriceFrom(fact.line, amount, bool(re.search(PER_UNIT, named, re.IGNORECASE)))


def _take_text(facts: Facts, fact: Stated) -> None:
    before = getattr(facts, fact.name)
    value = fact.value.strip()
    if fact.name == "also_known_as":
        value = _names(f"{before},{value}")
    elif before not in ("", value):
        raise PageError(
            fact.line,
            _('The page says both "%(first)s" and "%(second)s": leave one.')
            % {"first": before, "second": value[:60]},
        )
    if len(value) > LONGEST[fact.name]:
        raise PageError(
            fact.line,
            _("This is longer than %(most)s characters: cut it.") % {"most": LONGEST[fact.name]},
        )
    setattr(facts, fact.name, value)


def _names(listed: str) -> str:
    """Names in the page's order, each once, separated by commas."""
    names = [" ".join(name.split()).rstrip(". ") for name in NAME_ENDS.split(listed)]
    once: dict[str, str] = {}
    for name in filter(None, names):
        once.setdefault(name.casefold(), name)
    return ", ".join(once.values())
