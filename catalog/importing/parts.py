"""Cuts a page into its parts: the top, the tables, the introduction and the sections."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from catalog.importing.headings import (
    INTRODUCTION,
    OTHER,
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

HEADLINE_AND_NAME = 2
LONGEST_TITLE = 255


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
        raise PageError(line.number, f"A heading has at most {LONGEST_TITLE} characters.")


def _text(line: Line) -> Line:
    if is_stray_row(line.text) and not BULLET.fullmatch(line.text):
        raise PageError(
            line.number,
            'A price row outside a table: put it below its "Product dosage:" line and head.',
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
