"""What the pack advisor says on a medicine's page."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.forms import NeedForm, blank_form
from catalog.pack_advisor import Advice, PackSet, advise
from catalog.pages import DosageTable, MedicinePage, PackRow
from catalog.units import Unit, count, pack_label


@dataclass(frozen=True, slots=True)
class Part:
    """One pack of a set, `number` times."""

    row: PackRow
    number: int

    @property
    def price(self) -> Decimal:
        return self.row.offer.price * self.number


@dataclass(frozen=True, slots=True)
class SetShown:
    """Packs to take, the largest first; `label` names all of them."""

    parts: tuple[Part, ...]
    whole: PackSet
    label: str
    need: int

    @property
    def title(self) -> str:
        """As in "180 pills of 10 mg, exactly"."""
        more = self.whole.units - self.need
        if not more:
            return _("%(packs)s, exactly") % {"packs": self.label}
        words = ngettext(
            "%(packs)s, one more than you asked for",
            "%(packs)s, %(more)s more than you asked for",
            more,
        )
        return words % {"packs": self.label, "more": more}


@dataclass(frozen=True, slots=True)
class Advised:
    """The advisor of one dosage: its form and, where it was asked, what it found."""

    unit: Unit
    dosage: DosageTable
    form: NeedForm
    advice: Advice | None = None

    @property
    def sets(self) -> list[SetShown]:
        """What can be added, the exact one first."""
        if self.advice is None:
            return []
        return [self._shown(whole, self.advice.need) for whole in self.advice.sets]

    def _shown(self, whole: PackSet, need: int) -> SetShown:
        by_units = {row.offer.units: row for row in self.dosage.rows}
        parts = tuple(Part(by_units[offer.units], number) for offer, number in whole.packs)
        return SetShown(parts, whole, pack_label(whole.units, self.unit, self.dosage.text), need)


def advised(page: MedicinePage, asked: Mapping[str, str]) -> Advised | None:
    """The advisor of the page's checked dosage; None where nothing of the medicine can be bought.

    `asked` is what the address says: how many a day and days, or how many in all.
    """
    if page.sold_out:
        return None
    unit, dosage = page.medicine.unit, next(dosage for dosage in page.dosages if dosage.checked)
    if not any(name in asked for name in NeedForm.base_fields):
        return Advised(unit, dosage, blank_form(unit))
    form = NeedForm(unit, asked)
    problem = _why_not(page, dosage, form.need) if form.is_valid() else ""
    if problem:
        form.refuse(problem)
    advice = _advice(page, dosage, form.need) if form.is_valid() else None
    return Advised(unit, dosage, form, advice)


def _why_not(page: MedicinePage, dosage: DosageTable, need: int) -> str:
    """Why nobody can order so many today; "" where somebody can."""
    most, left = page.limits.most_units, dosage.units_free
    if dosage.sold_out:
        return _("%(dosage)s is sold out.") % {"dosage": dosage.text}
    if most is not None and need > most:
        return " ".join(page.limits.sentences)
    if need > left:
        words = ngettext(
            "Only %(units)s of %(dosage)s is left.", "Only %(units)s of %(dosage)s are left.", left
        )
        return words % {"units": count(page.medicine.unit, left), "dosage": dosage.text}
    return ""


def _advice(page: MedicinePage, dosage: DosageTable, need: int) -> Advice:
    rows = [row for row in dosage.rows if row.available]
    decided_about = {row.offer.units for row in rows if row.needs_pharmacist}
    most = min(dosage.units_free, page.limits.most_units or dosage.units_free)
    return advise([row.offer for row in rows], need, most=most, only_exact=decided_about)
