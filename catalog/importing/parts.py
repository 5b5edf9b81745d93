"""Cuts a page into its parts: the top, the tables, the introduction and the sections."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import dropwhile, groupby, islice
from typing import NamedTuple

from django.utils.translation import gettext as _

from catalog.importing.headings import (
    HEADLINE_AND_NAME,
    INTRODUCTION,
    LONGEST_HEADING,
    OTHER,
    SENTENCE_ENDS,
    bare,
    dosage_named,
    is_marked,
    is_underline,
    kind_of,
    may_be_heading,
)
from catalog.importing.page import PageError
from catalog.importing.prose import BULLET
from catalog.importing.rows import is_stray_row
from catalog.importing.source import Line
from catalog.importing.tables import ReadTable, read_table

LONGEST_HEADLINE = 255
LONGEST_NAME = 100
LONGEST_TITLE = 255


class Top(NamedTuple):
    """Plain texts; `more` are the lines below the summary that belong to the introduction."""

    headline: str
    name: str
    generic_name: str
    generic_name_line: int
    summary: str
    more: list[Line]


@dataclass(slots=True)
class Section:
    """A heading and the lines below it; `kind` is a SectionKind value."""

    heading: Line
    kind: str
    lines: list[Line] = field(default_factory=list)

    @property
    def line(self) -> int:
        return self.heading.number

    @property
    def title(self) -> str:
        return bare(self.heading.text).rstrip(" :")


@dataclass(slots=True)
class Parts:
    """A page's lines by where they belong, in page order."""

    top: list[Line] = field(default_factory=list)
    introduction: list[Line] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    tables: list[ReadTable] = field(default_factory=list)
    ends_top_with_table: bool = False

    @property
    def prose(self) -> list[Line]:
        """Every line that is no table."""
        sections = (line for section in self.sections for line in (section.heading, *section.lines))
        return sorted([*self.top, *self.introduction, *sections])


def parts_of(lines: Sequence[Line], currency: str) -> Parts:
    """The parts of a page whose facts were taken out. Raises PageError like `read_table`."""
    parts = Parts()
    current = parts.top
    at = 0
    while at < len(lines):
        line = lines[at]
        if dosage_named(line.text) is not None:
            parts.ends_top_with_table |= current is parts.top
            above = parts.tables[-1].head if parts.tables else None
            parts.tables.append(read_table(lines, at, currency, above))
            current, at = parts.introduction, parts.tables[-1].after
            continue
        kind = _kind_of_heading(lines, at, parts, current)
        if kind == INTRODUCTION:
            current = parts.introduction
        elif kind:
            _refuse_long_title(line)
            parts.sections.append(Section(line, kind))
            current = parts.sections[-1].lines
        else:
            current.append(_text(line))
        at += 1
    return parts


def _refuse_long_title(line: Line) -> None:
    if len(line.text) > LONGEST_TITLE:
        raise PageError(
            line.number,
            _("A heading has at most %(most)s characters.") % {"most": LONGEST_TITLE},
        )


def _text(line: Line) -> Line:
    if is_stray_row(line.text) and not BULLET.fullmatch(line.text):
        raise PageError(
            line.number,
            _('A price row outside a table: put it below its "Product dosage:" line and head.'),
        )
    return Line(line.number, "") if is_underline(line.text) else line


def _kind_of_heading(
    lines: Sequence[Line], at: int, parts: Parts, current: Sequence[Line]
) -> str | None:
    """The kind of section the line at index `at` is the heading of, None for text."""
    line = lines[at]
    if kind := kind_of(line.text):
        return kind
    if current is parts.top and not _has_summary(current):
        return None
    return OTHER if _is_unknown_heading(lines, at) else None


def _is_unknown_heading(lines: Sequence[Line], at: int) -> bool:
    """Whether a line no one knows heads the text below it: marked so, or short and alone."""
    text = lines[at].text
    following = next((line.text for line in lines[at + 1 :] if not line.is_blank), None)
    if following is None or dosage_named(following) is not None or kind_of(following):
        return False
    if is_marked(text):
        return True
    leads_in_list = text.endswith(":") and BULLET.fullmatch(following) is not None
    is_wrapped = not lines[at + 1].is_blank and following.strip()[0].islower()
    stands_alone = lines[at - 1].is_blank and not is_wrapped and not leads_in_list
    return stands_alone and may_be_heading(text)


def _has_summary(top: Sequence[Line]) -> bool:
    texts = (line.text for line in top if not line.is_blank)
    return any(text.endswith(".") for text in islice(texts, HEADLINE_AND_NAME, None))


def read_top(lines: Sequence[Line], *, ends_with_table: bool) -> Top:
    """The parts of the lines above the first table or section.

    Above a table everything below the name is summary; else its first paragraph is. Raises
    PageError where there is no headline or name.
    """
    texts = [line for line in lines if not line.is_blank]
    if len(texts) < HEADLINE_AND_NAME:
        at = texts[-1].number if texts else 1
        raise PageError(
            at, _("A page starts with a headline and the medicine's name, a line each.")
        )
    headline, name = (_plain(line) for line in texts[:HEADLINE_AND_NAME])
    _refuse_bad_names(texts[0].number, headline, texts[1].number, name)
    below = lines[lines.index(texts[1]) + 1 :]
    below = list(dropwhile(lambda line: _plain(line).casefold() in ("", name.casefold()), below))
    generic = below.pop(0) if below and _is_generic_name(below) else Line(0, "")
    paragraphs = [list(group) for blank, group in groupby(below, _is_blank) if not blank]
    of_summary = paragraphs if ends_with_table else paragraphs[:1]
    summary = " ".join(_plain(line) for paragraph in of_summary for line in paragraph)
    more = [] if ends_with_table else below[len(paragraphs[0]) if paragraphs else 0 :]
    about = _without_name(headline, name)
    return Top(about, name, _plain(generic), generic.number, summary, more)


def _without_name(headline: str, name: str) -> str:
    """ "Baclofen: targeted relief" says the name again, which the shop shows above it anyway."""
    said, colon, about = headline.partition(":")
    about = about.strip()
    if not colon or not about or said.strip().casefold() != name.casefold():
        return headline
    return about[0].upper() + about[1:]


def _is_generic_name(below: Sequence[Line]) -> bool:
    """Whether a short line stands between the name and a summary."""
    text = _plain(below[0])
    more_follows = any(not line.is_blank for line in below[1:])
    return (
        more_follows and len(text) <= LONGEST_HEADING and not text.endswith(("?", *SENTENCE_ENDS))
    )


def _refuse_bad_names(headline_line: int, headline: str, name_line: int, name: str) -> None:
    if len(headline) > LONGEST_HEADLINE:
        raise PageError(
            headline_line,
            _("The headline is longer than %(most)s characters: cut it.")
            % {"most": LONGEST_HEADLINE},
        )
    if len(name) > LONGEST_NAME or name.endswith("."):
        raise PageError(
            name_line,
            _(
                "Below the headline stands the medicine's name alone: put it there, the summary "
                "below."
            ),
        )
    if not re.search("[A-Za-z0-9]", name):
        raise PageError(
            name_line,
            _('"%(name)s" has no Latin letter, which the address needs.') % {"name": name},
        )


def _is_blank(line: Line) -> bool:
    return line.is_blank


def _plain(line: Line) -> str:
    return " ".join(bare(line.text).replace("**", "").split())
