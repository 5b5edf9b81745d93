"""The head of a price table: which columns it has and what its packs count."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from catalog.importing.currency import SIGN, with_plain_sign
from catalog.importing.page import PageError
from catalog.importing.readings import Column
from catalog.importing.rows import UNIT_WORDS
from catalog.importing.source import Line
from catalog.units import Unit, unit_named

EXAMPLE = '"Package (num) | Per pill | Price"'
WORD = re.compile(
    r"(?P<units>(?:packages?|pack(?:s|age)?|quantity|qty|amount)(?:\s+size)?"
    rf"(?:\s*\((?:num|number|qty|units?|{UNIT_WORDS})\.?\))?)"
    rf"|(?P<unit_price>(?:(?:price|cost)\s+)?per\s*(?P<unit>{UNIT_WORDS}))"
    r"|(?P<struck>(?:list|regular|old|full)\s+price)"
    r"|(?P<price>(?:total\s+|pack\s+)?price|total|cost)"
    r"|(?P<saving>(?:you\s+)?save|savings?|discount)"
    r"|(?P<cart>add\s+to\s+(?:cart|basket|bag)|(?:buy|order)(?:\s+now)?|cart)",
    re.IGNORECASE,
)
COLUMNS: dict[str, Column] = {"units": "units", "unit_price": "unit_price", "price": "price"}
UNKNOWN_UNIT = re.compile(r"\bper\s+([a-z]+)", re.IGNORECASE)
RULE = re.compile(r"[\s|:=+-]*-{2,}[\s|:=+-]*")


class Head(NamedTuple):
    """The columns of numbers in their order, and what the packs count where the head says it."""

    columns: tuple[Column, ...]
    unit: Unit | None


def read_head(
    lines: Sequence[Line], start: int, currency: str, above: Head | None
) -> tuple[Head, int]:
    """The head at index `start` or below it, and the index after it.

    A table without a head has that of the table `above`. Raises PageError for a column or a unit
    that is not known.
    """
    words: list[re.Match[str]] = []
    at = start
    while at < len(lines):
        line = lines[at]
        if not (line.is_blank or RULE.fullmatch(line.text)):
            found = _words(line, currency)
            if not found:
                break
            words += found
        at += 1
    line_number = lines[min(at, len(lines) - 1)].number
    if words:
        return _head(words, lines[start].number), at
    if above is None:
        raise PageError(line_number, f"A price table starts with its head: {EXAMPLE}.")
    return above, at


def _words(line: Line, currency: str) -> list[re.Match[str]]:
    """The words of a head on this line; none where the line says something else, too."""
    if any(map(str.isdecimal, line.text)):
        return []
    text = with_plain_sign(line.number, line.text, currency).replace(SIGN, " ")
    rest = WORD.sub(" ", text)
    if not any(map(str.isalpha, rest)):
        return list(WORD.finditer(text))
    if WORD.search(text) and (unknown := UNKNOWN_UNIT.search(rest)):
        raise PageError(
            line.number,
            f'"{unknown.group()}" names no unit known here: write one of {", ".join(Unit.values)}.',
        )
    return []


def _head(words: Sequence[re.Match[str]], line: int) -> Head:
    columns = tuple(COLUMNS[word.lastgroup] for word in words if word.lastgroup in COLUMNS)
    if len(set(columns)) < len(columns) or not {"units", "price"} <= set(columns):
        raise PageError(
            line, f"The head of this table does not name each column once: write {EXAMPLE}."
        )
    unit = next((unit_named(word["unit"]) for word in words if word["unit"]), None)
    return Head(columns, unit)
