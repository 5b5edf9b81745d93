"""One dosage in the price grid: its strength, what a unit costs, and its packs as a table."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.actions import PackToSave
from catalog.admin.clashes import Colleague, refuse_clashes
from catalog.admin.copying import Copied
from catalog.admin.dosage_form import DosageForm, cost_text
from catalog.admin.pack_class import PackClassForm
from catalog.admin.permissions import Rights
from catalog.admin.price_cells import Cells
from catalog.admin.price_rows import PackRow, SavedPack
from catalog.models import Dosage
from catalog.money import price as money
from catalog.prices.rules import PriceNote, Terms, notes_between
from catalog.pricing import margin, price_table
from catalog.strengths import strength_text
from catalog.substances.sizes import PackLaw
from catalog.units import UnitWords

BLANK_ROWS = 1
BLANK_ROWS_OF_A_NEW_DOSAGE = 4
COLUMNS = 8


class DosageCard:
    """One dosage with its packs, or the blank card that adds one.

    The grid sets `copy_targets`: where its packs may be filled in, each as (what an address names
    it, its words, where it stands on the page).
    """

    copy_targets: Sequence[tuple[object, str, str]] = ()

    def __init__(
        self,
        dosage: Dosage | None,
        packs: Iterable[SavedPack],
        *,
        unit: UnitWords,
        law: PackLaw,
        rights: Rights,
        data: QueryDict | None,
        colleague: Colleague,
        copied: Copied | None = None,
    ) -> None:
        self.dosage, self.unit, self.law, self.rights = dosage, unit, law, rights
        self.name = f"dosage-{dosage.pk}" if dosage else "dosage-new"
        self.colleague = colleague
        self.copied = copied if copied and copied.into == (dosage and dosage.pk) else None
        self.form = self._dosage_form(data)
        self.described = data if rights.may_describe else None
        self.rows = list(self._rows(list(packs), data if rights.may_price else None))
        self._refuse_two_of_one_size()
        self._place_offers()
        self._place_notes()

    @property
    def key(self) -> str:
        """The strength as typed, else as saved."""
        return self.form.typed("strength") or (self.dosage.label if self.dosage else "")

    @property
    def text(self) -> str:
        return strength_text(self.dosage.label) if self.dosage else ""

    @property
    def position(self) -> int | None:
        place = self.form.typed("place")
        if place is None:
            return self.dosage.position if self.dosage else None
        return place - 1

    @property
    def units_free(self) -> str:
        """As in "2,340 pills"."""
        return self.unit.count(self.dosage.units_free)

    @property
    def units_reserved(self) -> str:
        return f"{self.dosage.units_reserved:,}"

    @property
    def is_changed(self) -> bool:
        saved = (self.dosage.label, self.dosage.position) if self.dosage else ("", None)
        return (self.key, self.position) != saved

    @property
    def is_typed(self) -> bool:
        return bool(self.key) or any(row.is_typed for row in self.rows)

    @property
    def unit_cost(self) -> Decimal | None:
        """As typed, else as saved; None where nobody said, or may see it."""
        if not self.rights.may_see_costs:
            return None
        if self.form.is_bound and "cost" in self.form.changed_data:
            return self.form.cleaned_data.get("cost", self._saved_cost)
        return self._saved_cost

    @property
    def is_cost_changed(self) -> bool:
        return self.rights.may_see_costs and self.unit_cost != self._saved_cost

    @property
    def terms(self) -> Terms:
        return Terms(self.unit, settings.PRICE_STEP_PERCENT)

    @property
    def asked(self) -> list[tuple[str, str]]:
        """Name and sentence of what has to be read before this is saved."""
        return [(str(note.key or self.name), note.text) for note in self._notes if note.is_asked]

    @property
    def packs_to_save(self) -> list[PackToSave]:
        return [row.to_save for row in self.rows if row.to_save]

    @property
    def columns(self) -> int:
        """How many its table has."""
        return COLUMNS + self.rights.may_see_costs + self.rights.may_describe

    @property
    def cost_text(self) -> str:
        return "" if self.unit_cost is None else money(self.unit_cost)

    @property
    def copied_in_words(self) -> str:
        """What of another dosage stands in the table, unsaved."""
        filled = sum(row.saved is None and row.is_typed for row in self.rows)
        if not filled:
            return _("It has every size of %s already.") % self.copied.source
        words = ngettext(
            "A pack of %(source)s is filled in below and not saved yet: set its price, then save.",
            "%(packs)s packs of %(source)s are filled in below and not saved yet: "
            "set their prices, then save.",
            filled,
        )
        return words % {"packs": filled, "source": self.copied.source}

    @property
    def errors(self) -> list[str]:
        own = [message for messages in self.form.errors.values() for message in messages]
        return own + [message for row in self.rows for message in row.errors]

    def changes_in_words(self) -> Iterator[str]:
        """As in "10 mg, 90 pills, $68.00 → $66.50"."""
        name = strength_text(self.key)
        if self.dosage is None:
            yield _("%s added") % name
        elif self.key != self.dosage.label:
            yield _("%(name)s, was %(before)s") % {"name": name, "before": self.text}
        elif self.is_changed:
            yield _("%s moved to another place") % name
        if self.is_cost_changed:
            yield _("%(name)s, cost per %(unit)s changed") % {"name": name, "unit": self.unit.one}
        yield from (f"{name}, {words}" for row in self.rows if (words := row.change_in_words()))

    def refuse_strength(self, message: str) -> None:
        self.form.add_error("strength", message)

    @property
    def _saved_cost(self) -> Decimal | None:
        return self.dosage.unit_cost if self.dosage else None

    def _dosage_form(self, data: QueryDict | None) -> DosageForm:
        form = DosageForm(data, prefix=self.name, initial=self._initial(), auto_id="%s")
        # Nobody changes by a forged form what the page did not let them change.
        if not self.rights.may_describe:
            del form.fields["strength"], form.fields["place"]
        if not (self.rights.may_price and self.rights.may_see_costs):
            del form.fields["cost"]
        form.is_bound = any(form.add_prefix(name) in (data or ()) for name in form.fields)
        form.say_where_its_notes_are(f"{self.name}-note")
        form.full_clean()
        refuse_clashes(form, self.colleague)
        return form

    def _initial(self) -> dict[str, object]:
        if self.dosage is None:
            return {}
        cost = self.dosage.unit_cost
        return {
            "strength": self.dosage.text,
            "place": self.dosage.position + 1,
            "cost": "" if cost is None else cost_text(cost),
        }

    def _rows(self, packs: list[SavedPack], data: QueryDict | None) -> Iterator[PackRow]:
        for saved in packs:
            yield self._row(f"pack-{saved.pk}", saved, data)
        if not self.rights.may_price:
            return
        prefix = f"{self.name}-add"
        typed = [self._row(f"{prefix}-{n}", None, data) for n in _numbers_posted(prefix, data)]
        typed += self._copied_rows(prefix, {saved.units for saved in packs})
        yield from (row for row in typed if row.is_typed)
        free = max((int(row.prefix.rsplit("-", 1)[1]) for row in typed), default=-1) + 1
        blank = BLANK_ROWS if self.dosage else BLANK_ROWS_OF_A_NEW_DOSAGE
        for number in range(free, free + blank):
            yield self._row(f"{prefix}-{number}", None, None)

    def _copied_rows(self, prefix: str, sizes: set[int]) -> list[PackRow]:
        """Rows as if typed, of the sizes this dosage has not."""
        packs = self.copied.packs if self.copied else ()
        missing = [Cells.of(units, price, True) for units, price in packs if units not in sizes]
        named = [(f"{prefix}-{number}", cells) for number, cells in enumerate(missing)]
        return [self._row(name, None, cells.as_data(name)) for name, cells in named]

    def _row(self, prefix: str, saved: SavedPack | None, data: QueryDict | None) -> PackRow:
        class_form = self._class_form(prefix, saved) if self.rights.may_describe else None
        return PackRow(
            prefix,
            self.unit,
            saved=saved,
            data=data,
            law=self.law,
            colleague=self.colleague,
            class_form=class_form,
        )

    def _class_form(self, prefix: str, saved: SavedPack | None) -> PackClassForm:
        own = saved.legal_class if saved else ""
        return PackClassForm(
            self.described, prefix=prefix, medicine_class=self.law.medicine_class, saved=own
        )

    def _refuse_two_of_one_size(self) -> None:
        sizes = Counter(row.units_typed for row in self.rows)
        for row in self.rows:
            units = row.units_typed
            if units is not None and sizes[units] > 1 and row.is_own_size_new:
                row.form.add_error(
                    "units",
                    _("There is already a %(units)s-%(unit)s pack of this dosage.")
                    % {"units": f"{units:,}", "unit": self.unit.one},
                )

    def _place_offers(self) -> None:
        on_sale: dict[int, PackRow] = {}
        for row in self.rows:
            if row.judged and row.judged[2]:
                on_sale.setdefault(row.judged[0], row)
        for offer in price_table((units, row.judged[1]) for units, row in on_sale.items()):
            on_sale[offer.units].offer = offer
        saved = {row.saved.units: row for row in self.rows if row.saved and row.saved.on_sale}
        for offer in price_table((units, row.saved.price) for units, row in saved.items()):
            saved[offer.units].was = offer

    def _place_notes(self) -> None:
        packs = [(row.priced_before, row.priced) for row in self.rows]
        costs = (self._saved_cost, self.unit_cost) if self.rights.may_see_costs else (None, None)
        self._notes = notes_between(packs, costs, self.terms)
        for row in self.rows:
            row.notes = tuple(note for note in self._notes if note.key == row.prefix)
            if self.unit_cost is not None and row.offer:
                row.margin = margin(row.offer.price, row.offer.units, self.unit_cost)

    @property
    def notes(self) -> list[PriceNote]:
        """What is to be said about the whole dosage."""
        return [note for note in self._notes if note.key is None]


def _numbers_posted(prefix: str, data: QueryDict | None) -> list[int]:
    name = re.compile(rf"{re.escape(prefix)}-([0-9]{{1,4}})-units")
    return sorted(int(match[1]) for key in data or () if (match := name.fullmatch(key)))
