"""From the bytes of a page to its numbered lines."""

import re
from typing import NamedTuple

from django.utils.translation import gettext as _

from catalog.importing.page import TOP_OF_PAGE, PageError

MAX_BYTES = 500_000
MAX_LINE = 20_000
MAX_LINES = 2_000

LINE_BREAK = re.compile("\r\n|\r|\n")
# Spaces that only look different; tabs stay, they stand between cells.
SPACES = re.compile(r"[^\S\n\t]")
REPEATED = re.compile(r"(?<=\S) {2,}")
CELL_END = re.compile(r" *\t[ \t]*")
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


class Line(NamedTuple):
    """A line of a page; `number` counts from 1, `text` has no spaces at its end."""

    number: int
    text: str

    @property
    def is_blank(self) -> bool:
        return not self.text.strip()


def text_of(content: bytes) -> str:
    """A page's text. Raises PageError where it is not UTF-8 or too large."""
    if len(content) > MAX_BYTES:
        raise PageError(TOP_OF_PAGE, too_large())
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise PageError(line, _("The file is not UTF-8 text: save it as UTF-8.")) from error


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a page with plain spaces. Raises PageError for what no text page holds."""
    if len(text) > MAX_BYTES:
        raise PageError(
            1, _("The text is longer than %s characters: it is no single page.") % f"{MAX_BYTES:,}"
        )
    texts = re.split(LINE_BREAK, text)
    if len(texts) > MAX_LINES:
        raise PageError(
            MAX_LINES,
            _("The page has more than %s lines: it is no single page.") % f"{MAX_LINES:,}",
        )
    lines = [Line(number, _plain(number, line)) for number, line in enumerate(texts, start=1)]
    if all(line.is_blank for line in lines):
        raise PageError(TOP_OF_PAGE, _("The page is empty."))
    return tuple(lines)


def _plain(number: int, text: str) -> str:
    if len(text) > MAX_LINE:
        raise PageError(number, _("The line is longer than %s characters.") % f"{MAX_LINE:,}")
    if control := CONTROL.search(text):
        code = ord(control.group())
        raise PageError(
            number, _("The line holds a control character (U+%s): take it out.") % f"{code:04X}"
        )
    text = SPACES.sub(" ", INVISIBLE.sub("", text)).rstrip()
    return REPEATED.sub(" ", CELL_END.sub("\t", text))


def too_large() -> str:
    return _("The file is larger than %s bytes: it holds no single page.") % f"{MAX_BYTES:,}"
