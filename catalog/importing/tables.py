"""The price tables of a page: a dosage, a head and one row for each pack."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from catalog.importing.headings import dosage_named, kind_of
from catalog.importing.heads import EXAMPLE, Head, read_head
from catalog.importing.page import PageDosage, PageError, PageRow
from catalog.importing.rows import (
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
from catalog.units import Unit

MOST_LINES_OF_ROW = 12
UNITS_ALONE = re.compile(r"\s*[0-9][0-9,]*\s*(?:[a-z]+\s*)?", re.IGNORECASE)


class ReadTable(NamedTuple):
    """A table that was read; `after` is the index of the first line below it."""

    dosage: PageDosage
    head: Head
    unit: Unit
    after: int


def read_table(lines: Sequence[Line], start: int, currency: str, above: Head | None) -> ReadTable:
    """The table under the "Product dosage:" line at index `start`; see `read_head` for `above`.

    Raises PageError for what is no strength, no head, no row, or a pack that stands there twice.
    """
    line = lines[start]
    label = dosage_named(line.text) or ""
    if not is_strength(label):
        raise PageError(
            line.number, f'"{label[:60]}" is no strength: write "Product dosage: 10mg".'
        )
    head, at = read_head(lines, start + 1, currency, above)
    row_lines, after = _row_lines(lines, at, currency)
    if not row_lines:
        raise PageError(line.number, f"There is no row under the dosage {label}: list its packs.")
    unit = head.unit or _unit_in_rows(row_lines)
    table = Table(head.columns, unit)
    groups = _grouped(row_lines, table)
    rows = [read_row(group[0].number, _joined(group), table) for group in groups]
    _refuse_twice(rows)
    dosage = PageDosage(line.number, strength_key(label), tuple(rows))
    return ReadTable(dosage, head, unit, after)


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
            f'"{line.text.strip()[:60]}" touches the price table but is no row of it: correct the '
            "row, or leave a blank line before text.",
        )


def _unit_in_rows(lines: Sequence[Line]) -> Unit:
    unit = next(filter(None, (unit_in(line.text) for line in lines)), None)
    if unit is None:
        raise PageError(lines[0].number, f"Nothing says what a pack counts: write {EXAMPLE} above.")
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
            raise PageError(groups[-1][0].number, f"This row has no end: write it like {EXAMPLE}.")
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
                f"A pack of {row.units} stands here and in line {seen[row.units]}: leave one.",
            )
        seen[row.units] = row.line
