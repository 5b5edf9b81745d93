"""Interactions as a table of comma separated values: reading it, and writing it."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO

from django.utils.translation import gettext as _

from catalog.spreadsheets import as_meant, harmless
from catalog.substances.names import LONGEST, is_name, spelled
from catalog.substances.rules import Severity

COLUMNS = ("substance A", "substance B", "severity", "advice", "source", "reviewed by")
MOST_BYTES = 500_000
MOST_ROWS = 5_000
LONGEST_CELLS = {"advice": 500, "source": 255, "reviewed by": 120}
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of a pair, its names in their one spelling; `a` comes before `b`."""

    a: str
    b: str
    severity: str
    advice: str
    source: str
    reviewed_by: str

    @property
    def pair(self) -> tuple[str, str]:
        return (self.a, self.b)

    @property
    def name(self) -> str:
        return f"{self.a} + {self.b}"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table; `number` counts as a spreadsheet does, the head is row 1."""

    number: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class CellError:
    """What is wrong in a row and, unless it is "", in which column."""

    row: int
    column: str
    message: str

    def __str__(self) -> str:
        facts = {"row": self.row, "column": self.column, "message": self.message}
        if self.column:
            return _("Row %(row)s, %(column)s: %(message)s") % facts
        return _("Row %(row)s: %(message)s") % facts


class TableRefused(Exception):
    """The table cannot be taken as it is; nothing was changed. Has `errors` in the rows' order."""

    def __init__(self, errors: Iterable[CellError]) -> None:
        self.errors = tuple(errors)
        super().__init__(" ".join(map(str, self.errors)))

    @classmethod
    def because(cls, message: str, *, row: int = 1) -> "TableRefused":
        return cls([CellError(row, "", message)])


def too_large() -> TableRefused:
    words = _("the file is larger than %(bytes)s bytes: split it.")
    return TableRefused.because(words % {"bytes": f"{MOST_BYTES:,}"})


def text_of(content: bytes) -> str:
    """The text of a file. Raises TableRefused where it is too large or not UTF-8."""
    if len(content) > MOST_BYTES:
        raise too_large()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        words = _("the file is not UTF-8 text: save it as UTF-8.")
        raise TableRefused.because(words, row=row) from error


def rows_of(text: str) -> list[Row]:
    """Every row of a table. Raises TableRefused with all that is wrong, row by row."""
    head, *lines = list(_cells(text)) or [[]]
    places = _places(head)
    rows, errors = [], []
    for number, cells in enumerate(lines, start=2):
        if not any(cells):
            continue
        values = {column: cells[place] for column, place in places.items() if place < len(cells)}
        wrong = list(_errors(number, values))
        if any(cells[len(head) :]):
            wrong.append(CellError(number, "", _("more cells than columns: put texts in quotes.")))
        errors += wrong
        if not wrong:
            rows.append(Row(number, _entry(values)))
    if errors:
        raise TableRefused(errors)
    return rows


def table_of(entries: Iterable[Entry]) -> str:
    """The table as a spreadsheet opens it."""
    file = StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for one in entries:
        cells = (one.a, one.b, one.severity, one.advice, one.source, one.reviewed_by)
        writer.writerow(harmless(cell) for cell in cells)
    return file.getvalue()


def _cells(text: str) -> Iterator[list[str]]:
    first = text.partition("\n")[0]
    separator = ";" if ";" in first and "," not in first else ","
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for number, cells in enumerate(reader, start=1):
            if number > MOST_ROWS:
                words = _("the file has more than %(rows)s rows: split it.")
                raise TableRefused.because(words % {"rows": f"{MOST_ROWS:,}"}, row=number)
            yield [_plain(cell) for cell in cells]
    except csv.Error as error:
        words = _("this cannot be read: look for a quote that is not closed or not doubled.")
        raise TableRefused.because(words, row=reader.line_num) from error


def _plain(cell: str) -> str:
    return as_meant(cell.replace("\r\n", "\n")).strip()


def _places(head: list[str]) -> dict[str, int]:
    """Where each column stands; they may stand in any order."""
    given = [" ".join(name.split()).casefold() for name in head]
    missing = [column for column in COLUMNS if column.casefold() not in given]
    if missing:
        words = _("column missing: %(missing)s. The first row has to name the columns %(all)s.")
        raise TableRefused.because(
            words % {"missing": ", ".join(missing), "all": ", ".join(COLUMNS)}
        )
    return {column: given.index(column.casefold()) for column in COLUMNS}


def _errors(number: int, values: dict[str, str]) -> Iterator[CellError]:
    a, b = (spelled(values.get(column, "")) for column in COLUMNS[:2])
    for column, name in zip(COLUMNS, (a, b), strict=False):
        if not is_name(name):
            words = _("enter the name of a substance, of at most %(most)s characters.")
            yield CellError(number, column, words % {"most": LONGEST})
    if a == b and is_name(a):
        yield CellError(number, COLUMNS[1], _("enter another substance than in the first column."))
    if values.get("severity", "").casefold() not in Severity.values:
        yield CellError(number, "severity", _("write serious, moderate or minor."))
    if not values.get("advice"):
        yield CellError(number, "advice", _("say what happens and what to do."))
    for column, longest in LONGEST_CELLS.items():
        if len(values.get(column, "")) > longest:
            words = _("use at most %(most)s characters.") % {"most": longest}
            yield CellError(number, column, words)
    for column, cell in values.items():
        if CONTROL.search(cell):
            yield CellError(number, column, _("take the control character out."))


def _entry(values: dict[str, str]) -> Entry:
    a, b = sorted(spelled(values[column]) for column in COLUMNS[:2])
    others = (values.get(column, "") for column in COLUMNS[3:])
    return Entry(a, b, values["severity"].casefold(), *others)
