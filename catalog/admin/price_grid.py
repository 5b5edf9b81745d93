"""The price grid of a medicine: a table per dosage, in the storefront's order, and a blank one."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.actions import PackToSave
from catalog.admin.pack_class import PackClassForm
from catalog.admin.price_rows import PackRow, SavedPack, UnitWords
from catalog.legal_class import LegalClass
from catalog.models import Dosage, Product
from catalog.money import currency_symbol
from catalog.partner.models import StockRecord
from catalog.pricing import price_table
from catalog.strengths import MAX_KEY_LENGTH, strength_key, strength_text
from catalog.substances.reads import sizes_of
from catalog.substances.sizes import PackLaw

BLANK_ROWS = 1
BLANK_ROWS_OF_A_NEW_DOSAGE = 4
# A strength in words is longer than its key.
LONGEST_TYPED = 4 * MAX_KEY_LENGTH
TOO_LONG = format_lazy(gettext_lazy("Use at most {} characters."), MAX_KEY_LENGTH)
NAME = re.compile(r"[\w\s.,/%+()-]*\w[\w\s.,/%+()-]*")


@dataclass(frozen=True, slots=True)
class Rights:
    """What the person before the screen may do with a medicine."""

    may_price: bool
    may_describe: bool
    may_see_stock: bool
    may_correct_stock: bool


class DosageForm(forms.Form):
    """A dosage's strength, cleaned to its key, and its place on the page, counted from 1."""

    # The hidden initial tells what was typed from what a colleague saved meanwhile.
    strength = forms.CharField(
        required=False,
        show_hidden_initial=True,
        max_length=LONGEST_TYPED,
        error_messages={"max_length": TOO_LONG},
    )
    place = forms.IntegerField(required=False, min_value=1, max_value=999, show_hidden_initial=True)

    def typed(self, name: str) -> object:
        """The clean value of a field somebody changed; None for any other."""
        if not self.is_bound or name not in self.changed_data:
            return None
        return self.cleaned_data.get(name)

    def clean_strength(self) -> str:
        text = self.cleaned_data["strength"]
        if not text:
            return ""
        if not NAME.fullmatch(text):
            raise ValidationError(_("Use letters, digits and . , / % + - ( ) only."))
        key = strength_key(text)
        if len(key) > MAX_KEY_LENGTH:
            raise ValidationError(TOO_LONG)
        return key


class DosageCard:
    """One dosage with its packs, or the blank card that adds one."""

    def __init__(
        self,
        dosage: Dosage | None,
        packs: Iterable[SavedPack],
        *,
        unit: UnitWords,
        law: PackLaw,
        rights: Rights,
        data: QueryDict | None,
    ) -> None:
        self.dosage, self.unit, self.law, self.rights = dosage, unit, law, rights
        self.name = f"dosage-{dosage.pk}" if dosage else "dosage-new"
        # Nobody changes by a forged form what the page did not let them change.
        self.described = data if rights.may_describe else None
        self.form = self._dosage_form(self.described)
        self.rows = list(self._rows(packs, data if rights.may_price else None))
        self._refuse_two_of_one_size()
        self._place_offers()

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
    def packs_to_save(self) -> list[PackToSave]:
        return [row.to_save for row in self.rows if row.to_save]

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
        yield from (f"{name}, {words}" for row in self.rows if (words := row.change_in_words()))

    def refuse_strength(self, message: str) -> None:
        self.form.add_error("strength", message)

    def _dosage_form(self, data: QueryDict | None) -> DosageForm:
        initial = (
            {"strength": self.dosage.text, "place": self.dosage.position + 1} if self.dosage else {}
        )
        if data is not None and f"{self.name}-strength" not in data:
            data = None
        form = DosageForm(data, prefix=self.name, initial=initial, auto_id="%s")
        attrs = {"autocomplete": "off", "aria-describedby": f"{self.name}-note"}
        form.fields["strength"].widget.attrs |= attrs | {"placeholder": _("10 mg")}
        form.full_clean()
        return form

    def _rows(self, packs: Iterable[SavedPack], data: QueryDict | None) -> Iterator[PackRow]:
        for saved in packs:
            yield self._row(f"pack-{saved.pk}", saved, data)
        if not self.rights.may_price:
            return
        prefix = f"{self.name}-add"
        typed = [self._row(f"{prefix}-{n}", None, data) for n in _numbers_posted(prefix, data)]
        yield from (row for row in typed if row.is_typed)
        free = max((int(row.prefix.rsplit("-", 1)[1]) for row in typed), default=-1) + 1
        blank = BLANK_ROWS if self.dosage else BLANK_ROWS_OF_A_NEW_DOSAGE
        for number in range(free, free + blank):
            yield self._row(f"{prefix}-{number}", None, None)

    def _row(self, prefix: str, saved: SavedPack | None, data: QueryDict | None) -> PackRow:
        class_form = self._class_form(prefix, saved) if self.rights.may_describe else None
        return PackRow(
            prefix, self.unit, saved=saved, data=data, law=self.law, class_form=class_form
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


class PriceGrid:
    """Every dosage of a medicine, as saved or, given `data`, as typed."""

    def __init__(self, medicine: Product, *, rights: Rights, data: QueryDict | None = None) -> None:
        self.name, self.rights, self.is_bound = medicine.title, rights, data is not None
        self.symbol = currency_symbol()
        unit = (data or {}).get("unit") or medicine.unit
        self.unit = UnitWords.of(unit)
        packs = saved_packs(medicine)
        medicine_class = (data or {}).get("legal_class") or medicine.legal_class
        known = medicine_class if medicine_class in LegalClass.values else ""
        law = PackLaw(known, sizes_of(medicine.pk, unit))
        shared = {"unit": self.unit, "law": law, "rights": rights, "data": data}
        dosages = Dosage.objects.filter(medicine_id=medicine.pk) if medicine.pk else []
        self.cards = [DosageCard(dosage, packs.get(dosage.pk, ()), **shared) for dosage in dosages]
        self.new = DosageCard(None, (), **shared) if rights.may_describe else None
        if self.is_bound:
            self._refuse_a_missing_strength()
            self._refuse_a_strength_twice()

    @property
    def is_new_open(self) -> bool:
        """Whether the blank card stands open: a medicine without a dosage, or something typed."""
        return bool(self.new and (not self.cards or self.new.is_typed or self.new.errors))

    @property
    def all_cards(self) -> list[DosageCard]:
        return [*self.cards, *([self.new] if self.new else [])]

    @property
    def errors(self) -> list[str]:
        return [message for card in self.all_cards for message in card.errors]

    def is_valid(self) -> bool:
        return self.is_bound and not self.errors

    def changes_in_words(self) -> list[str]:
        added = [self.new] if self.new and self.new.key else []
        return [words for card in [*self.cards, *added] for words in card.changes_in_words()]

    def _refuse_a_missing_strength(self) -> None:
        for card in self.all_cards:
            if not card.form.is_bound or card.form.errors or card.form.cleaned_data["strength"]:
                continue
            if card.dosage or card.is_typed:
                card.refuse_strength(_("Enter a dosage, like 10 mg."))

    def _refuse_a_strength_twice(self) -> None:
        saved = {card.dosage.label: card for card in self.cards}
        claimed = Counter(card.key for card in self.all_cards if card.key)
        for card in self.all_cards:
            is_own = card.dosage is not None and card.key == card.dosage.label
            # Two dosages cannot swap strengths in one save: the database refuses the first step.
            if card.key and not is_own and (claimed[card.key] > 1 or card.key in saved):
                card.refuse_strength(
                    _("There is already a %s dosage of this medicine.") % strength_text(card.key)
                )


def saved_packs(medicine: Product) -> dict[int, list[SavedPack]]:
    """A medicine's packs by dosage id, smallest first, on sale or not."""
    if not medicine.pk:
        return {}
    rows = (
        StockRecord.objects.for_medicines([medicine.pk])
        .smallest_first()
        .values_list(
            "product__dosage_id",
            "product_id",
            "product__units",
            "price",
            "product__is_public",
            "product__legal_class",
        )
    )
    return {
        dosage_id: [SavedPack(*values) for _dosage_id, *values in packs]
        for dosage_id, packs in groupby(rows, key=itemgetter(0))
    }


def _numbers_posted(prefix: str, data: QueryDict | None) -> list[int]:
    name = re.compile(rf"{re.escape(prefix)}-([0-9]{{1,4}})-units")
    return sorted(int(match[1]) for key in data or () if (match := name.fullmatch(key)))
