"""Reads one page about one medicine.

The form of a page, its parts below the summary in any order:

    headline, name, summary         each its own paragraph
    Synonyms: ..., Price from ...   facts, one a line
    Product dosage: 10mg            a head and a row for each pack
    introduction                    the paragraphs below a table
    Storage                         a section's heading, its paragraphs and bullets
"""

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from catalog.importing.checks import differences
from catalog.importing.described import undescribed
from catalog.importing.facts import Facts, facts_apart, understood
from catalog.importing.headings import OTHER
from catalog.importing.page import TOP_OF_PAGE, Finding, Page, PageDosage, PageError, PageSection
from catalog.importing.parts import Parts, Section, Top, parts_of, read_top
from catalog.importing.prose import markdown
from catalog.importing.source import lines_of


def read_page(file_name: str, text: str, currency: str) -> Page:
    """What a page says. `currency` is the shop's ISO code.

    Raises PageError, and nothing else, for any text that is no whole page in this form.
    """
    stated, lines = facts_apart(lines_of(text))
    facts = understood(stated, currency)
    parts = parts_of(lines, currency)
    top = read_top(parts.top, ends_with_table=parts.ends_top_with_table)
    dosages = _dosages(parts)
    check_note, findings = undescribed(dosages, parts.prose)
    findings += [*facts.findings, *_remarks(top, facts, parts)]
    findings += differences(dosages, facts.prices_from)
    return Page(
        file_name=file_name,
        headline=top.headline,
        name=top.name,
        summary=top.summary,
        introduction=markdown([*top.more, *parts.introduction]),
        also_known_as=facts.also_known_as,
        generic_name=facts.generic_name or top.generic_name,
        form=facts.form,
        legal_class=facts.legal_class,
        unit=parts.tables[0].unit,
        dosages=dosages,
        sections=tuple(_sections(parts.sections)),
        check_note=check_note,
        findings=tuple(sorted(findings, key=lambda finding: finding.line)),
    )


def _dosages(parts: Parts) -> tuple[PageDosage, ...]:
    if not parts.tables:
        raise PageError(
            TOP_OF_PAGE, _('The page has no price table: it needs a line "Product dosage: 10mg".')
        )
    unit = parts.tables[0].unit
    lines: dict[str, int] = {}
    for dosage, _head, own_unit, _after in parts.tables:
        if own_unit != unit:
            raise PageError(
                dosage.line,
                _("This table counts %(units)s, the first one %(others)s: a medicine has one unit.")
                % {"units": own_unit.plural, "others": unit.plural},
            )
        if dosage.label in lines:
            raise PageError(
                dosage.line,
                _(
                    "The dosage %(dosage)s stands here and in line %(line)s: put all its packs "
                    "in one table."
                )
                % {"dosage": dosage.label, "line": lines[dosage.label]},
            )
        lines[dosage.label] = dosage.line
    return tuple(table.dosage for table in parts.tables)


def _sections(sections: Iterable[Section]) -> Iterator[PageSection]:
    """One of each kind, but for those of kind other; a repeated heading continues the first."""
    by_key: dict[object, list[Section]] = {}
    for section in sections:
        by_key.setdefault(_key(section), []).append(section)
    for first, *repeated in by_key.values():
        bodies = (markdown(section.lines) for section in (first, *repeated))
        if body := "\n\n".join(filter(None, bodies)):
            yield PageSection(first.line, first.kind, first.title, body)


def _key(section: Section) -> object:
    return section.line if section.kind == OTHER else section.kind


def _remarks(top: Top, facts: Facts, parts: Parts) -> Iterator[Finding]:
    """What a person should know of the texts."""
    if facts.legal_class is None:
        yield Finding(
            TOP_OF_PAGE,
            "warning",
            _(
                "No legal class is named: taken as prescription-only, the safe side. For "
                'another, add a line such as "Legal class: GSL".'
            ),
        )
    if top.generic_name:
        message = _('"%(generic_name)s", below the name, is taken as the generic name.') % {
            "generic_name": top.generic_name
        }
        yield Finding(top.generic_name_line, "note", message)
    if not top.summary:
        yield Finding(TOP_OF_PAGE, "warning", _("No summary stands below the name."))
    if not markdown([*top.more, *parts.introduction]):
        yield Finding(TOP_OF_PAGE, "warning", _("No introduction stands below the tables."))
    yield from _remarks_on_sections(parts.sections)


def _remarks_on_sections(sections: Sequence[Section]) -> Iterator[Finding]:
    seen: dict[object, int] = {}
    for section in sections:
        title = f'"{section.title}"'
        if section.kind == OTHER:
            message = _("%(title)s is no heading known here: kept as a section of kind other.") % {
                "title": title
            }
            yield Finding(section.line, "warning", message)
        if not markdown(section.lines):
            yield Finding(
                section.line, "warning", _("%(title)s has no text: left out.") % {"title": title}
            )
        if (first := seen.setdefault(_key(section), section.line)) != section.line:
            message = _("%(title)s continues the section of line %(first)s.") % {
                "title": title,
                "first": first,
            }
            yield Finding(section.line, "warning", message)
