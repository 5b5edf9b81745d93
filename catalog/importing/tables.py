"""The price tables of a page: a dosage, a head and one row for each pack."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from catalog.importing.currency import SIGN, with_plain_sign
from catalog.importing.headings import dosage_named, kind_of
from catalog.importing.page import PageDosage, PageError, PageRow
from catalog.importing.row_numbers import Column
from catalog.importing.rows import (
    CART_WORDS,
    UNIT_WORDS,
    Table,
    could_be_row,
    is_complete,
    looks_like_row,
    plain_row,
    read_row,
    unit_in,
)
from catalog.importing.source import Line
from catalog.strengths import is_strength, strength_key
from catalog.units import Unit, unit_named

EXAMPLE = '"Package (num) | Per pill | Price"'
WORD = re.compile(
    r"(?P<units>(?:packages?|pack(?:s|age)?|quantity|qty|amount)(?:\s+size)?"
    rf"(?:\s*\((?:num|number|qty|units?|{UNIT_WORDS})\.?\))?)"
    rf"|(?P<unit_price>(?:(?:price|cost)\s+)?per\s*(?P<unit>{UNIT_WORDS}))"
    r"|(?P<struck>(?:list|regular|old|full)\s+price)"
    r"|(?P<price>(?:total\s+|pack\s+)?price|total|cost)"
    r"|(?P<saving>(?:you\s+)?save|savings?|discount)"
    rf"|(?P<cart>{CART_WORDS}|cart)",
    re.IGNORECASE,
)
COLUMNS: dict[str, Column] = {"units": "units", "unit_price": "unit_price", "price": "price"}
UNKNOWN_UNIT = re.compile(r"\bper\s+([a-z]+)", re.IGNORECASE)
RULE = re.compile(r"(?=.*-)[\s|:=+-]+")
MOST_LINES_OF_ROW = 12
UNITS_ALONE = re.compile(r"\s*[0-9][0-9,]*\s*(?:[a-z]+\s*)?", re.IGNORECASE)


class Head(NamedTuple):
    """The columns of numbers in their order, and what the packs count where the head says it."""

    columns: tuple[Column, ...]
    unit: Unit | None


class ReadTable(NamedTuple):
    """A table that was read; `after` is the index of the first line below it."""

    dosage: PageDosage
    head: Head
    unit: Unit
    after: int


def read_table(lines: Sequence[Line], start: int, currency: str, above: Head | None) -> ReadTable:
    """The table under the "Product dosage:" line at index `start`; see `_read_head` for `above`.

    Raises PageError for what is no strength, no head, no row, or a pack that stands there twice.
    """
    line = lines[start]
    label = dosage_named(line.text) or ""
    if not is_strength(label):
        raise PageError(
            line.number,
            _('"%(found)s" is no strength: write "Product dosage: 10mg".') % {"found": label[:60]},
        )
    head, at = _read_head(lines, start + 1, currency, above)
    row_lines, after = _row_lines(lines, at, currency)
    if not row_lines:
        raise PageError(
            line.number,
            _("There is no row under the dosage %(label)s: list its packs.") % {"label": label},
        )
    unit = head.unit or _unit_in_rows(row_lines)
    table = Table(head.columns, unit)
    groups = _grouped(row_lines, table)
    rows = [read_row(group[0].number, _joined(group), table) for group in groups]
    _refuse_twice(rows)
    dosage = PageDosage(line.number, strength_key(label), tuple(rows))
    return ReadTable(dosage, head, unit, after)


def _read_head(
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
        raise PageError(
            line_number,
            _("A price table starts with its head: %(example)s.") % {"example": EXAMPLE},
        )
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
            _('"%(found)s" names no unit known here: write one of %(units)s.')
            % {"found": unknown.group(), "units": ", ".join(Unit.values)},
        )
    return []


def _head(words: Sequence[re.Match[str]], line: int) -> Head:
    columns = tuple(COLUMNS[word.lastgroup] for word in words if word.lastgroup in COLUMNS)
    if len(set(columns)) < len(columns) or not {"units", "price"} <= set(columns):
        raise PageError(
            line,
            _("The head of this table does not name each column once: write %(example)s.")
            % {"example": EXAMPLE},
        )
    unit = next((unit_named(word["unit"]) for word in words if word["unit"]), None)
    return Head(columns, unit)


def _row_lines(lines: Sequence[Line], start: int, currency: str) -> tuple[list[Line], int]:
    """The plain lines of rows from index `start`, and the index where the table has ended."""
    found: list[Line] = []
    at = start
    while at < len(lines) and (lines[at].is_blank or looks_like_row(lines[at].text)):
        number, text = lines[at]
        if text.strip():
            found.append(Line(number, plain_row(number, text, currency)))
        at += 1
    if at < len(lines) and not lines[at - 1].is_blank:
        _refuse_unreadable_row(lines[at])
    return found, at


def _refuse_unreadable_row(line: Line) -> None:
    """What touches a table is a row or a heading; text with digits may be a spoilt row."""
    is_start = dosage_named(line.text) is not None or kind_of(line.text)
    if not is_start and any(map(str.isdecimal, line.text)):
        raise PageError(
            line.number,
            _(
                '"%(found)s" touches the price table but is no row of it: correct the row, or '
                "leave a blank line before text."
            )
            % {"found": line.text.strip()[:60]},
        )


def _unit_in_rows(lines: Sequence[Line]) -> Unit:
    unit = next(filter(None, (unit_in(line.text) for line in lines)), None)
    if unit is None:
        raise PageError(
            lines[0].number,
            _("Nothing says what a pack counts: write %(example)s above.") % {"example": EXAMPLE},
        )
    return unit


def _grouped(lines: Sequence[Line], table: Table) -> list[list[Line]]:
    """The lines of each row: a row may stand on one line or spread its cells over several."""
    groups: list[list[Line]] = []
    for line in lines:
        if not groups or _starts_row(line, groups[-1], table):
            groups.append([line])
        elif len(groups[-1]) < MOST_LINES_OF_ROW:
            groups[-1].append(line)
        else:
            raise PageError(
                groups[-1][0].number,
                _("This row has no end: write it like %(example)s.") % {"example": EXAMPLE},
            )
    return groups


def _starts_row(line: Line, before: Sequence[Line], table: Table) -> bool:
    """Whether a line is the first of a row, after the lines `before` of the row above it."""
    if not any(map(str.isdecimal, line.text)):
        return False
    if _is_piped(line) and _is_piped(before[0]):
        return True
    starts = could_be_row(line.text, table) or UNITS_ALONE.fullmatch(line.text) is not None
    return starts and is_complete(_joined(before), table)


def _is_piped(line: Line) -> bool:
    return line.text.count("|") > 1


def _joined(lines: Sequence[Line]) -> str:
    return "|".join(line.text for line in lines)


def _refuse_twice(rows: Sequence[PageRow]) -> None:
    seen: dict[int, int] = {}
    for row in rows:
        if row.units in seen:
            raise PageError(
                row.line,
                _("A pack of %(units)s stands here and in line %(line)s: leave one.")
                % {"units": row.units, "line": seen[row.units]},
            )
        seen[row.units] = row.line
