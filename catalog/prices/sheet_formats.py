"""The rows of a price sheet, one after the other: XLSX and CSV by django-import-export.

Its own formats take a whole file into memory and know no row's number; these give each row as it is
read, and refuse in words what is no table of prices.
"""

import csv
import logging
from collections.abc import Iterator, Sequence
from io import BytesIO, StringIO
from typing import Any

from django.utils.translation import gettext as _
from import_export.formats import base_formats

from catalog.prices.sheet_cells import cell_text, formula
from catalog.prices.sheet_xlsx import Broken, TooMuch, look_through

COLUMNS = ("medicine", "dosage", "units", "price")
# Exported for whoever reads it, and taken from nobody.
READ_ONLY = ("unit", "on sale")
# Where a row says what stands to the right of all columns.
BESIDE = ">"
MOST_ROWS = 50_000
# Blank ones among them: spreadsheets write those somebody has only formatted.
MOST_LINES = 100_000
MOST_COLUMNS = 50
LONGEST_CELL = 1_000
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
SEPARATORS = ",;\t"
log = logging.getLogger(__name__)
Cells = list[str]


class SheetRefused(Exception):
    """The file cannot be read on from a row; `words` say what to do."""

    def __init__(self, words: str, *, row: int = 1, column: str = "", found: str = "") -> None:
        super().__init__(words)
        self.words, self.row, self.column, self.found = words, row, column, found


class Rows:
    """What django-import-export takes for a dataset: the first row names the columns.

    `number` is the row read last, as a spreadsheet counts. Blank rows are passed over. Raises
    SheetRefused, also while it is read.
    """

    def __init__(self, lines: Iterator[Cells], most: int) -> None:
        self._lines, self._most, self.number = lines, most, 0
        first = next(self._numbered(), [])
        columns = _columns(first, self.number if first else 1)
        self._width, self.headers = len(columns), [*columns, BESIDE]

    def __len__(self) -> int:
        """At most so many: how many of them are blank is known when they are read."""
        return self._most

    def __iter__(self) -> Iterator[Cells]:
        width = self._width
        for count, cells in enumerate(self._numbered()):
            if count == MOST_ROWS:
                words = _("A sheet has at most %s rows: split it.") % f"{MOST_ROWS:,}"
                raise SheetRefused(words, row=self.number)
            beside = next(filter(None, cells[width:]), "")
            yield [*cells[:width], *[""] * (width - len(cells)), beside]

    def _numbered(self) -> Iterator[Cells]:
        for cells in self._lines:
            self.number += 1
            if any(cells):
                yield cells
            elif self.number > MOST_LINES:
                raise SheetRefused(_too_long(), row=self.number)


class Csv(base_formats.CSV):
    """Separated by commas, semicolons or tabs, in UTF-8."""

    def create_dataset(self, in_stream: bytes, **_options: Any) -> Rows:
        text = _utf8(in_stream)
        return Rows(_csv_lines(text), text.count("\n") + 1)


class Xlsx(base_formats.XLSX):
    """The sheet on top when the file was saved."""

    def create_dataset(self, in_stream: bytes) -> Rows:
        try:
            rows = look_through(in_stream)
        except TooMuch as refused:
            raise SheetRefused(_too_long()) from refused
        except Broken as refused:
            raise SheetRefused(_broken()) from refused
        return Rows(_xlsx_lines(in_stream), rows)


def rows_in(content: bytes) -> Rows:
    """By what the file is, whatever its name says. Raises SheetRefused."""
    if not content.strip():
        raise SheetRefused(_("The file is empty."))
    if content.startswith(OLE):
        words = _("This is an old or a locked file. Save it as XLSX, without a password.")
        raise SheetRefused(words)
    return (Xlsx() if content.startswith(ZIP) else Csv()).create_dataset(content)


def _columns(cells: Cells, row: int) -> Cells:
    """Their names in small letters; in which order they stand does not matter."""
    while cells and not cells[-1]:
        cells = cells[:-1]
    names = [cell.casefold() for cell in cells]
    if len(names) > MOST_COLUMNS:
        words = _("The sheet has more than %s columns.") % MOST_COLUMNS
        raise SheetRefused(f"{words} {_the_columns()}", row=row)
    for name in COLUMNS:
        if name not in names:
            words = _("There is no column %s.") % name
            raise SheetRefused(f"{words} {_the_columns()}", row=row)
    for name in names:
        if name not in COLUMNS + READ_ONLY:
            words = _("A price sheet has no such column: take it out.")
            raise SheetRefused(f"{words} {_the_columns()}", row=row, found=name)
        if names.count(name) > 1:
            words = _("Two columns have this name: keep one.")
            raise SheetRefused(words, row=row, column=name, found=name)
    return names


def _utf8(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        words = _("The file is not UTF-8 text. Save it as “CSV UTF-8” or as XLSX.")
        raise SheetRefused(words, row=row) from error
    if "\0" in text:
        raise SheetRefused(_("This is no CSV file. Save it as “CSV UTF-8” or as XLSX."))
    return text


def _csv_lines(text: str) -> Iterator[Cells]:
    first = text.lstrip().partition("\n")[0].casefold()
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for cells in reader:
            yield [cell_text(cell[:LONGEST_CELL]) for cell in cells[: MOST_COLUMNS + 1]]
    except csv.Error as error:
        words = _("This row cannot be read: look for a quote that is not closed or not doubled.")
        raise SheetRefused(words, row=reader.line_num) from error


def _xlsx_lines(content: bytes) -> Iterator[Cells]:
    import openpyxl

    try:
        book = openpyxl.load_workbook(BytesIO(content), read_only=True, keep_links=False)
        lines = book.active.iter_rows(max_col=MOST_COLUMNS + 1, max_row=MOST_LINES + 1)
        for cells in lines:
            yield _xlsx_cells(cells)
    except Exception as error:  # whatever a reader makes of a damaged file
        log.info("A sheet is broken: %r", error)
        raise SheetRefused(_broken()) from error


def _xlsx_cells(cells: Sequence[Any]) -> Cells:
    return ["" if cell.value is None else _xlsx_cell(cell.value, cell.data_type) for cell in cells]


def _xlsx_cell(value: Any, kind: str) -> str:
    if kind == "f":
        return formula(value)
    return cell_text(value[:LONGEST_CELL] if isinstance(value, str) else value)


def _the_columns() -> str:
    words = _("The first row names the columns %s.")
    return words % ", ".join(COLUMNS)


def _broken() -> str:
    return _("This file cannot be read. Open it in a spreadsheet program and save it as XLSX anew.")


def _too_long() -> str:
    words = _("There is more in this file than a price sheet of %s rows. Delete what is beside it.")
    return words % f"{MOST_ROWS:,}"
