"""The top of a page: headline, name, summary."""

import re
from collections.abc import Sequence
from itertools import dropwhile, groupby
from typing import NamedTuple

from catalog.importing.headings import LONGEST_HEADING, SENTENCE_ENDS, bare
from catalog.importing.page import PageError
from catalog.importing.source import Line

LONGEST_HEADLINE = 255
LONGEST_NAME = 100


class Top(NamedTuple):
    """Plain texts; `more` are the lines below the summary that belong to the introduction."""

    headline: str
    name: str
    generic_name: str
    generic_name_line: int
    summary: str
    more: list[Line]


def read_top(lines: Sequence[Line], *, ends_with_table: bool) -> Top:
    """The parts of the lines above the first table or section.

    Above a table everything below the name is summary; else its first paragraph is. Raises
    PageError where there is no headline or name.
    """
    texts = [line for line in lines if not line.is_blank]
    if len(texts) < 2:
        at = texts[-1].number if texts else 1
        raise PageError(at, "A page starts with a headline and the medicine's name, a line each.")
    headline, name = (_plain(line) for line in texts[:2])
    _refuse_bad_names(texts[0].number, headline, texts[1].number, name)
    below = lines[lines.index(texts[1]) + 1 :]
    below = list(dropwhile(lambda line: _plain(line).casefold() in ("", name.casefold()), below))
    generic = below.pop(0) if below and _is_generic_name(below) else Line(0, "")
    paragraphs = [list(group) for blank, group in groupby(below, _is_blank) if not blank]
    of_summary = paragraphs if ends_with_table else paragraphs[:1]
    summary = " ".join(_plain(line) for paragraph in of_summary for line in paragraph)
    more = [] if ends_with_table else below[len(paragraphs[0]) if paragraphs else 0 :]
    return Top(headline, name, _plain(generic), generic.number, summary, more)


def _is_generic_name(below: Sequence[Line]) -> bool:
    """Whether a short line stands between the name and a summary."""
    text = _plain(below[0])
    more_follows = any(not line.is_blank for line in below[1:])
    return more_follows and len(text) <= LONGEST_HEADING and not text.endswith(SENTENCE_ENDS)


def _refuse_bad_names(headline_line: int, headline: str, name_line: int, name: str) -> None:
    if len(headline) > LONGEST_HEADLINE:
        raise PageError(
            headline_line, f"The headline is longer than {LONGEST_HEADLINE} characters: cut it."
        )
    if len(name) > LONGEST_NAME or name.endswith("."):
        raise PageError(
            name_line,
            "Below the headline stands the medicine's name alone: put it there, the summary below.",
        )
    if not re.search("[A-Za-z0-9]", name):
        raise PageError(name_line, f'"{name}" has no Latin letter, which the address needs.')


def _is_blank(line: Line) -> bool:
    return line.is_blank


def _plain(line: Line) -> str:
    return " ".join(bare(line.text).replace("**", "").split())
