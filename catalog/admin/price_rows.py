"""One row of the price grid: a pack as it is saved, as somebody typed it, or still blank."""

import json
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from catalog.actions import PackToSave
from catalog.admin.clashes import Colleague, refuse_clashes, saved_meanwhile, who_moved
from catalog.admin.pack_class import PackClassForm, class_in_words
from catalog.admin.price_cells import Cells, changed_by_both, merged
from catalog.admin.price_fields import PriceField, UnitsField
from catalog.money import MINUS, signed
from catalog.money import price as money
from catalog.prices.rules import PricedPack, PriceNote
from catalog.prices.schedule.ahead import Ahead, Edit
from catalog.pricing import PackOffer
from catalog.substances.sizes import PackLaw
from catalog.units import UnitWords


@dataclass(frozen=True, slots=True)
class SavedPack:
    """A pack as the database has it."""

    pk: int
    units: int
    price: Decimal
    on_sale: bool
    legal_class: str
    scheduled: tuple[Ahead, ...] = ()

    @property
    def cells(self) -> Cells:
        return Cells.of(self.units, self.price, self.on_sale)

    @property
    def values(self) -> tuple[int, Decimal, bool]:
        return self.units, self.price, self.on_sale

    def priced(self, key: Hashable, price: Decimal | None = None) -> PricedPack:
        """For the rules; as if at another price, where one is given."""
        return PricedPack(key, self.units, price or self.price, self.on_sale, self.scheduled)

    @property
    def scheduled_as_json(self) -> str:
        """What its scheduled prices make of each edit, for the script: text, whether asked."""
        notes = [
            {"price": str(one.price)} | {edit.value: one.said(edit, self.price) for edit in Edit}
            for one in self.scheduled
        ]
        return json.dumps(notes) if notes else ""


class PackForm(forms.Form):
    """Units, price and whether the pack is on sale."""

    units = UnitsField()
    price = PriceField()
    on_sale = forms.BooleanField(required=False)

    def __init__(self, *args: Any, unit: UnitWords, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs, auto_id="%s")
        self.fields["units"].unit_plural = unit.many
        typed = {"autocomplete": "off", "aria-describedby": f"{self.prefix}-note"}
        self.fields["units"].widget.attrs |= typed | {"data-units": "", "inputmode": "numeric"}
        self.fields["price"].widget.attrs |= typed | {"data-price": "", "inputmode": "decimal"}
        self.fields["on_sale"].widget.attrs |= {"data-sale": ""}


class PackRow:
    """A row to show and, once typed into, to save; its table sets the rest.

    `was` is the offer as it is saved, for what a change moves; `margin` is in whole percent.
    """

    offer: PackOffer | None = None
    was: PackOffer | None = None
    margin: int | None = None
    notes: tuple[PriceNote, ...] = ()

    def __init__(
        self,
        prefix: str,
        unit: UnitWords,
        *,
        saved: SavedPack | None,
        data: QueryDict | None,
        law: PackLaw,
        colleague: Colleague,
        class_form: PackClassForm | None = None,
    ) -> None:
        self.prefix, self.unit, self.saved, self.law = prefix, unit, saved, law
        self.class_form = class_form
        cells = None if data is None else self._typed_cells(data)
        self.is_typed = cells is not None
        self.form = PackForm(
            cells.as_data(prefix) if cells else None,
            prefix=prefix,
            unit=unit,
            initial=self._initial(),
        )
        self.form.full_clean()
        if cells is not None and saved is not None:
            self._refuse_clashes(data)
        if self.class_form:
            refuse_clashes(self.class_form, colleague)
            if self.units_typed:
                self.class_form.refuse_too_lax(law, self.units_typed)

    @property
    def size(self) -> str:
        """As in "90 pills", of a saved pack."""
        return self.unit.count(self.saved.units) if self.saved else ""

    @property
    def errors(self) -> list[str]:
        both = [form for form in (self.form, self.class_form) if form]
        return [text for form in both for texts in form.errors.values() for text in texts]

    @property
    def standing(self) -> str:
        """As in "Best per pill", "Base" or "Off sale"; "" where nothing is to be said."""
        if self.offer and self.offer.is_best:
            return _("Best per %s") % self.unit.one
        if self.offer and not self.offer.base:
            return _("Base")
        return _("Off sale") if self.is_off_sale else ""

    @property
    def is_own_size_new(self) -> bool:
        """Whether the number of units was typed, not saved before."""
        return self.is_typed and (self.saved is None or self.units_typed != self.saved.units)

    @property
    def units_typed(self) -> int | None:
        """The size the row claims; None where it names none."""
        if self.is_typed:
            return self.form.cleaned_data.get("units")
        return self.saved and self.saved.units

    @property
    def judged(self) -> tuple[int, Decimal, bool] | None:
        """Units, price and on sale as the table computes with them.

        A row with an error is judged as it was saved, so that one slip does not redraw the table.
        """
        if self.is_typed and not self.form.errors:
            cleaned = self.form.cleaned_data
            return cleaned["units"], cleaned["price"], cleaned["on_sale"]
        return self.saved.values if self.saved else None

    @property
    def priced(self) -> PricedPack | None:
        """The same for the rules."""
        if not self.judged:
            return None
        return PricedPack(self.prefix, *self.judged, self.saved.scheduled if self.saved else ())

    @property
    def priced_before(self) -> PricedPack | None:
        return self.saved and self.saved.priced(self.prefix)

    @property
    def is_off_sale(self) -> bool:
        return self.judged is not None and not self.judged[2]

    @property
    def is_changed(self) -> bool:
        return self.is_typed and (bool(self.form.errors) or self.judged != self._saved_values)

    @property
    def change(self) -> str:
        """What the price changes by, as in "+$2.00"; "New" of a new pack, "" for nothing."""
        if not self.is_changed or self.form.errors:
            return ""
        if self.saved is None:
            return _("New")
        step = self.judged[1] - self.saved.price
        return signed(step) if step else _("Changed")

    @property
    def price_before(self) -> str:
        return money(self.saved.price)

    @property
    def list_before(self) -> str:
        """The struck price that is shown now, where saving moves it."""
        return self._before(lambda offer: offer.list_price and money(offer.list_price))

    @property
    def saving_before(self) -> str:
        return self._before(lambda offer: offer.saving and f"{MINUS}{offer.saving}%")

    @property
    def margin_text(self) -> str:
        if self.margin is None:
            return ""
        return f"{MINUS if self.margin < 0 else ''}{abs(self.margin)}%"

    @property
    def to_save(self) -> PackToSave | None:
        """What has to change, after the whole page proved valid."""
        if not self.judged:
            return None
        typed = self.class_form and self.class_form.typed
        if self.saved and self.judged == self.saved.values and typed is None:
            return None
        before = self.saved.legal_class if self.saved else ""
        own = self.law.own_class(before if typed is None else typed, self.judged[0])
        changed = None if typed is None and own == before else own
        return PackToSave(*self.judged, self.saved and self.saved.pk, changed)

    def change_in_words(self) -> str:
        """What saving this row does, for the message and the history."""
        change = self.to_save
        if change is None:
            return ""
        pack = self.unit.count(change.units)
        classed = [] if change.legal_class is None else [class_in_words(change.legal_class)]
        if self.saved is None:
            added = _("%(pack)s added at %(price)s")
            words = added % {"pack": pack, "price": money(change.price)}
            return ", ".join([words, *classed])
        parts = [pack]
        if change.units != self.saved.units:
            parts.append(_("was %s") % self.unit.count(self.saved.units))
        if change.price != self.saved.price:
            parts.append(f"{money(self.saved.price)} → {money(change.price)}")
        if change.on_sale != self.saved.on_sale:
            parts.append(_("on sale") if change.on_sale else _("off sale"))
        return ", ".join(parts + classed)

    @property
    def _saved_values(self) -> tuple[int, Decimal, bool] | None:
        return self.saved and self.saved.values

    def _before(self, shown: Callable[[PackOffer], str | None]) -> str:
        """What is shown of the saved table where it differs; "" for the base pack and no change."""
        if not (self.offer and self.offer.base and self.was):
            return ""
        before = shown(self.was)
        return (before or _("none")) if before != shown(self.offer) else ""

    def _initial(self) -> dict[str, object]:
        if self.saved is None:
            return {"on_sale": True}
        return dict(zip(("units", "price", "on_sale"), self.saved.values, strict=True))

    def _typed_cells(self, data: QueryDict) -> Cells | None:
        """What the row holds once a colleague's cells are taken over; None where nobody typed."""
        typed = Cells.posted(data, self.prefix)
        if self.saved is None:
            return typed if typed.units or typed.price else None
        seen = Cells.seen(data, self.prefix)
        if seen is None or typed == seen:
            return None
        return merged(seen, self.saved.cells, typed)

    def _refuse_clashes(self, data: QueryDict) -> None:
        seen, typed = Cells.seen(data, self.prefix), Cells.posted(data, self.prefix)
        for name in changed_by_both(seen, self.saved.cells, typed):
            if self.form.cleaned_data.get(name) in (None, getattr(self.saved, name)):
                continue  # cannot be saved anyway, or both mean the same
            before, now, mine = (
                self._in_words(name, getattr(cells, name))
                for cells in (seen, self.saved.cells, typed)
            )
            who = who_moved(self.saved.pk, name, getattr(self.saved, name))
            self.form.add_error(name, saved_meanwhile(who, now, before, mine))

    def _in_words(self, name: str, text: str) -> str:
        try:
            return self.unit.count(int(text)) if name == "units" else money(Decimal(text))
        except (ValueError, ArithmeticError):
            return text  # a forged form's
