"""What staff type at the shelf: lots, a carrier, what came back."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.lots.allocating import Taken, choice_problems
from checkout.order.desk.forms import TEXT_ERRORS, ReasonField
from checkout.order.models import Line, Order
from checkout.order.shelf.picking import PickRow, as_taken
from checkout.order.shelf.picking_reads import Shelf
from checkout.order.shelf.sent_reads import packs_out

WHOLE_NUMBER = re.compile(r"[0-9]{1,7}")


class NumberField(forms.CharField):
    """How many, from 0; nothing typed is none."""

    def __init__(self, *, initial: int = 0) -> None:
        # No number field: a turn of the mouse wheel must not change what is taken.
        attributes = {"inputmode": "numeric", "autocomplete": "off", "maxlength": 7}
        super().__init__(required=False, initial=initial or "", widget=forms.TextInput(attributes))

    def clean(self, value: object) -> int:
        text = self.to_python(value)
        if text and not WHOLE_NUMBER.fullmatch(text):
            raise ValidationError(_("Enter how many, as digits."))
        return int(text or 0)


class PickForm(forms.Form):
    """Units by line and lot; what expires first where nobody types another number."""

    def __init__(self, shelf: Shelf, data: Any = None) -> None:
        super().__init__(data, auto_id="pick-%s")
        self.shelf = shelf
        for row in shelf.rows:
            self.fields[row.name] = NumberField(initial=row.take)

    @property
    def first(self) -> list[tuple[PickRow, forms.BoundField]]:
        """What is taken unless somebody types another number."""
        return [(row, self[row.name]) for row in self.shelf.rows if row.take]

    @property
    def others(self) -> list[tuple[PickRow, forms.BoundField]]:
        return [(row, self[row.name]) for row in self.shelf.rows if not row.take]

    @property
    def chosen(self) -> Sequence[Taken] | None:
        """None where no number was posted: then what expires first is taken."""
        if not any(row.name in self.data for row in self.shelf.rows):
            return None
        return as_taken(self.shelf.rows, self.cleaned_data)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen = None if self.errors else self.chosen
        if chosen is not None:
            for line, problem in choice_problems(chosen, self.shelf.wants, self.shelf.lots).items():
                self.add_error(self._first_of(line), problem)
        return cleaned

    def _first_of(self, line_id: int) -> str | None:
        names = [row.name for row in self.shelf.rows if row.line_id == line_id]
        return names[0] if names else None


class ShipForm(forms.Form):
    """Who carries the packs, and how they are followed."""

    carrier = forms.CharField(
        label=gettext_lazy("Carrier"),
        max_length=60,
        error_messages=TEXT_ERRORS | {"required": gettext_lazy("Enter who carries the packs.")},
    )
    tracking = forms.CharField(
        label=gettext_lazy("Tracking number"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages=TEXT_ERRORS
        | {"required": gettext_lazy("Enter the tracking number: the patient is mailed it.")},
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="ship-%s")


class TakeBackForm(forms.Form):
    """How many packs of each line came back, and why."""

    def __init__(self, order: Order, data: Any = None) -> None:
        super().__init__(data, auto_id="take-back-%s")
        self.lines = [line for line in packs_out(order) if line.packs_out]
        for line in self.lines:
            self.fields[_packs_of(line)] = NumberField()
        self.fields["reason"] = ReasonField(
            label=_("Why it came back"),
            missing=_("Say why it came back: it is kept with the order."),
        )

    @property
    def packs(self) -> list[tuple[Any, forms.BoundField]]:
        return [(line, self[_packs_of(line)]) for line in self.lines]

    @property
    def quantities(self) -> dict[int, int]:
        """Packs by line."""
        return {line.pk: self.cleaned_data[_packs_of(line)] for line in self.lines}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for line in self.lines:
            if (cleaned.get(_packs_of(line)) or 0) > line.packs_out:
                words = _("At most %(most)s can come back.") % {"most": line.packs_out}
                self.add_error(_packs_of(line), words)
        if not self.errors and not any(self.quantities.values()):
            raise ValidationError(_("Enter how many packs came back."))
        return cleaned


def _packs_of(line: Line) -> str:
    return f"back-{line.pk}"
