"""Writes a medicine's own texts and its monograph as its page has them."""

from collections.abc import Iterator

from catalog.importing.described import note_with
from catalog.importing.headings import OTHER
from catalog.importing.page import TOP_OF_PAGE, Page, PageSection
from catalog.importing.report import Change
from catalog.legal_class import LegalClass, stricter_of
from catalog.models import MonographSection, Product, SectionKind

NAMES = {
    "title": "name",
    "generic_name": "generic name",
    "also_known_as": "synonyms",
    "legal_class": "legal class",
    "check_note": "pharmacist to check",
    "is_demo": "demo medicine",
}
TOO_LONG_TO_SHOW = ("summary", "introduction")


def values_of(page: Page, medicine: Product) -> dict[str, str | bool]:
    """The medicine's fields as the page has them; what a page need not name stays as it is.

    An unnamed legal class is prescription-only, or stricter where the medicine's is. An imported
    medicine is the owner's own: removing the demo leaves it.
    """
    return {
        "title": page.name,
        "headline": page.headline,
        "summary": page.summary,
        "introduction": page.introduction,
        "unit": page.unit.value,
        "generic_name": page.generic_name or medicine.generic_name,
        "also_known_as": page.also_known_as or medicine.also_known_as,
        "form": page.form or medicine.form,
        "legal_class": (
            page.legal_class or stricter_of(LegalClass.POM, medicine.legal_class)
        ).value,
        "check_note": note_with(page.check_note, medicine.check_note),
        "is_demo": False,
    }


def differing(medicine: Product, values: dict[str, str | bool]) -> dict[str, Change]:
    """The change of each field that has another value now, by its name."""
    return {
        field: Change(TOP_OF_PAGE, _message(field, getattr(medicine, field), value))
        for field, value in values.items()
        if getattr(medicine, field) != value
    }


def save_sections(medicine: Product, page: Page) -> Iterator[Change]:
    """The monograph with the page's sections in the page's order, and no others."""
    known: dict[tuple[str, str], list[MonographSection]] = {}
    for section in medicine.sections.all():
        known.setdefault(_key(section.kind, section.title), []).append(section)
    for position, written in enumerate(page.sections):
        same = known.get(_key(written.kind, written.title), [])
        section = same.pop(0) if same else MonographSection(medicine=medicine)
        yield from _save_section(section, written, position)
    for section in (section for same in known.values() for section in same):
        section.delete()
        yield Change(TOP_OF_PAGE, f'section "{section.title}": no longer on the page, deleted.')


def _save_section(
    section: MonographSection, written: PageSection, position: int
) -> Iterator[Change]:
    """A section of another kind keeps the page's title; the others have the shop's."""
    is_new = section.pk is None
    kind = SectionKind(written.kind)
    values = {
        "kind": kind.value,
        "title": written.title if kind == OTHER else str(kind.label),
        "body": written.body,
        "position": position,
    }
    changed = [field for field, value in values.items() if getattr(section, field) != value]
    if not changed and not is_new:
        return
    for field, value in values.items():
        setattr(section, field, value)
    section.save()
    said = "new" if is_new else "moved" if changed == ["position"] else "changed"
    yield Change(written.line, f'section "{section.title}": {said}.')


def _key(kind: str, title: str) -> tuple[str, str]:
    return kind, title.casefold() if kind == OTHER else ""


def _message(field: str, old: str | bool, new: str | bool) -> str:
    name = NAMES.get(field, field)
    if field in TOO_LONG_TO_SHOW:
        return f"{name}: changed."
    return f"{name}: {_shown(field, old)} -> {_shown(field, new)}."


def _shown(field: str, value: str | bool) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if field == "legal_class":
        return str(LegalClass(value).label)
    return f'"{value}"' if value else "nothing"
