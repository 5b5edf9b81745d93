"""One row of the price grid: a pack as it is saved, as somebody typed it, or still blank."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from catalog.actions import PackToSave
from catalog.admin.pack_class import PackClassForm, class_in_words
from catalog.admin.price_fields import PriceField, UnitsField
from catalog.money import price as money
from catalog.pricing import PackOffer
from catalog.substances.sizes import PackLaw
from catalog.units import Unit


class UnitWords(NamedTuple):
    """ "pill" and "pills"; "unit" and "units" while a new medicine has not named its own."""

    one: str
    many: str

    @classmethod
    def of(cls, unit: str) -> "UnitWords":
        if unit not in Unit.values:
            return cls(_("unit"), _("units"))
        return cls(str(Unit(unit).label), Unit(unit).plural)

    def count(self, number: int) -> str:
        """As in "2,340 pills"."""
        return f"{number:,} {self.one if number == 1 else self.many}"


@dataclass(frozen=True, slots=True)
class SavedPack:
    """A pack as the database has it."""

    pk: int
    units: int
    price: Decimal
    on_sale: bool
    legal_class: str

    @property
    def seen(self) -> str:
        """What a form carries to tell later what its reader had before the eyes."""
        return seen_text(str(self.units), str(self.price), self.on_sale)


def seen_text(units: str, price: str, on_sale: bool) -> str:
    return f"{units} {price} {int(on_sale)}"


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
    """A row to show and, once typed into, to save; `offer` is set by its table."""

    offer: PackOffer | None = None

    def __init__(
        self,
        prefix: str,
        unit: UnitWords,
        *,
        saved: SavedPack | None,
        data: QueryDict | None,
        law: PackLaw,
        class_form: PackClassForm | None = None,
    ) -> None:
        self.prefix, self.unit, self.saved, self.law = prefix, unit, saved, law
        self.class_form = class_form
        self.is_typed = data is not None and self._differs_from_what_was_seen(data)
        self.form = PackForm(
            data if self.is_typed else None, prefix=prefix, unit=unit, initial=self._initial()
        )
        self.form.full_clean()
        if data is not None and self._changed_meanwhile(data):
            self.form.add_error(None, self._meanwhile())
        if self.class_form and self.units_typed:
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
        saved = self.saved
        return (saved.units, saved.price, saved.on_sale) if saved else None

    @property
    def is_off_sale(self) -> bool:
        return self.judged is not None and not self.judged[2]

    @property
    def to_save(self) -> PackToSave | None:
        """What has to change, after the whole page proved valid."""
        if not self.judged:
            return None
        typed = self.class_form and self.class_form.typed
        if self.saved and self.judged == self._saved_values() and typed is None:
            return None
        before = self.saved.legal_class if self.saved else ""
        own = self.law.own_class(before if typed is None else typed, self.judged[0])
        changed = None if typed is None and own == before else own
        return PackToSave(*self.judged, self.saved and self.saved.pk, changed)

    def warning(self) -> str:
        """A larger pack that costs more per unit than the base pack; "" for none."""
        if self.offer is None or self.offer.base is None or not self.offer.dearer_than_base:
            return ""
        here, there = money(self.offer.unit_price), money(self.offer.base.unit_price)
        words = _("Dearer per %(unit)s than the %(units)s-%(unit)s pack%(amounts)s.") % {
            "unit": self.unit.one,
            "units": f"{self.offer.base.units:,}",
            "amounts": _(": %(here)s against %(there)s") % {"here": here, "there": there}
            if here != there
            else "",
        }
        return f"{words} {_('A larger pack should cost less.')}"

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

    def _initial(self) -> dict[str, object]:
        if self.saved is None:
            return {"on_sale": True}
        units, price, on_sale = self._saved_values()
        return {"units": units, "price": price, "on_sale": on_sale}

    def _saved_values(self) -> tuple[int, Decimal, bool]:
        return self.saved.units, self.saved.price, self.saved.on_sale

    def _differs_from_what_was_seen(self, data: QueryDict) -> bool:
        units, price = (
            data.get(f"{self.prefix}-{name}", "").strip() for name in ("units", "price")
        )
        if self.saved is None:
            return bool(units or price)
        seen = data.get(f"{self.prefix}-seen")
        typed = seen_text(units, price, f"{self.prefix}-on_sale" in data)
        return seen is not None and typed != seen

    def _changed_meanwhile(self, data: QueryDict) -> bool:
        if not self.is_typed or self.saved is None or self.judged == self._saved_values():
            return False
        return data[f"{self.prefix}-seen"] != self.saved.seen

    def _meanwhile(self) -> str:
        return _(
            "Somebody saved this pack as %(pack)s at %(price)s while you had the page open. "
            "Save again to replace that."
        ) % {"pack": self.unit.count(self.saved.units), "price": money(self.saved.price)}
