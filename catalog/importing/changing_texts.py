"""Writes a medicine's own texts and its monograph as its page has them."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.importing.described import note_with
from catalog.importing.headings import OTHER
from catalog.importing.page import TOP_OF_PAGE, Page, PageSection
from catalog.importing.report import Change
from catalog.legal_class import LegalClass, stricter_of
from catalog.models import MonographSection, Product, SectionKind
from catalog.units import Unit

NAMES = {
    "title": gettext_lazy("name"),
    "headline": gettext_lazy("headline"),
    "summary": gettext_lazy("summary"),
    "introduction": gettext_lazy("introduction"),
    "unit": gettext_lazy("unit"),
    "generic_name": gettext_lazy("generic name"),
    "also_known_as": gettext_lazy("synonyms"),
    "form": gettext_lazy("form"),
    "legal_class": gettext_lazy("legal class"),
    "check_note": gettext_lazy("pharmacist to check"),
    "is_demo": gettext_lazy("demo medicine"),
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
        yield Change(
            TOP_OF_PAGE,
            _('section "%(title)s": no longer on the page, deleted.') % {"title": section.title},
        )


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
    said = _('section "%s": changed.')
    if is_new:
        said = _('section "%s": new.')
    elif changed == ["position"]:
        said = _('section "%s": moved.')
    yield Change(written.line, said % section.title)


def _key(kind: str, title: str) -> tuple[str, str]:
    return kind, title.casefold() if kind == OTHER else ""


def _message(field: str, old: str | bool, new: str | bool) -> str:
    name = NAMES[field]
    if field in TOO_LONG_TO_SHOW:
        return _("%s: changed.") % name
    facts = {"name": name, "before": _shown(field, old), "now": _shown(field, new)}
    return _("%(name)s: %(before)s -> %(now)s.") % facts


def _shown(field: str, value: str | bool) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field == "legal_class":
        return str(LegalClass(value).label)
    if field == "unit":
        return f'"{Unit(value).label}"'
    return f'"{value}"' if value else _("nothing")
