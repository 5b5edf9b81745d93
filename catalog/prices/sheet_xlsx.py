"""An XLSX file before anything reads it: how much there is in it, counted and bounded.

A file of 10 MB may unpack to gigabytes, or hold a row of millions of cells, which a reader has in
memory at once. So it is counted through first, and nothing of it is kept.
"""

import zlib
from contextlib import suppress
from io import BytesIO
from typing import Any
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

MOST_PARTS = 200
# A sheet of 50,000 rows unpacks to 16 MB, and to as much again where its texts stand apart.
MOST_UNPACKED = 60 * 1024 * 1024
MOST_ELEMENTS = 3_000_000
MOST_ROWS = 100_000
# Of one row, one text, or all that follows the rows.
MOST_TOGETHER = 20_000
# Every other part, such as its look: a reader has it whole in memory.
MOST_OF_OTHERS = 2 * 1024 * 1024
LARGE = ("xl/worksheets/", "xl/sharedStrings")
# Name and depth of what a reader lets go of, one after the other.
ONE_BY_ONE = {("row", 3), ("si", 2)}
CHUNK = 1 << 16


class TooMuch(Exception):
    """There is more in it than in a price sheet."""


class Broken(Exception):
    """It is no XLSX file, or a damaged one."""


def look_through(content: bytes) -> int:
    """How many rows there are in all of its sheets. Raises TooMuch or Broken."""
    try:
        with ZipFile(BytesIO(content)) as parts:
            return _rows_of(parts)
    except (BadZipFile, zlib.error, expat.ExpatError, EOFError, OSError) as error:
        raise Broken from error
    except (NotImplementedError, RuntimeError, ValueError, LookupError) as error:
        # Packed in another way, sealed with a password, odd names.
        raise Broken from error


def _rows_of(parts: ZipFile) -> int:
    infos = parts.infolist()
    # Of no part more is unpacked than it says itself.
    if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > MOST_UNPACKED:
        raise TooMuch
    count = _Count()
    for info in infos:
        if info.filename.startswith(LARGE):
            count.through(parts, info, most_together=MOST_TOGETHER)
        elif info.file_size > MOST_OF_OTHERS:
            raise TooMuch
        else:
            # A picture, or XML that no reader takes.
            with suppress(expat.ExpatError):
                count.through(parts, info)
    return count.rows


class _Count:
    """What there is in all parts so far."""

    def __init__(self) -> None:
        self.elements = self.rows = self.together = self.depth = self.most_together = 0

    def through(self, parts: ZipFile, info: ZipInfo, *, most_together: int = MOST_ELEMENTS) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.StartDoctypeDeclHandler = _doctype
        self.together = self.depth = 0
        self.most_together = most_together
        with parts.open(info) as part:
            while chunk := part.read(CHUNK):
                parser.Parse(chunk)
        parser.Parse(b"", True)

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        self.elements += 1
        self.depth += 1
        self.together += 1
        name = name.rpartition(" ")[2]
        if (name, self.depth) in ONE_BY_ONE:
            self.together = 0
            self.rows += name == "row"
        if (
            self.elements > MOST_ELEMENTS
            or self.together > self.most_together
            or self.rows > MOST_ROWS
        ):
            raise TooMuch

    def _end(self, _name: str) -> None:
        self.depth -= 1


def _doctype(*_declared: Any) -> None:
    """No spreadsheet program writes one; bombs are made of what it declares."""
    raise Broken
