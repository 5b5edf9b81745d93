"""What staff type about lots: units that came, that were counted, that nobody may have."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.lots.expiry import expiry_problem
from catalog.lots.models import BEFORE_LOTS, Lot
from catalog.lots.numbers import as_lot_number
from catalog.money import MINUS

WHOLE_NUMBER = re.compile(r"\s*[+-]?[0-9]{1,12}\s*")
MOST_UNITS_AT_ONCE = 1_000_000


class UnitsField(forms.CharField):
    """A whole number of units, not 0."""

    def __init__(self, *, help_text: Any, wrong: Any) -> None:
        super().__init__(
            label=gettext_lazy("Units"),
            required=False,
            widget=forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off"}),
            help_text=help_text,
        )
        self.wrong = wrong

    def clean(self, value: object) -> int:
        text = self.to_python(value).replace(MINUS, "-")
        units = int(text) if WHOLE_NUMBER.fullmatch(text) else 0
        if not units:
            raise ValidationError(self.wrong)
        if abs(units) > MOST_UNITS_AT_ONCE:
            raise ValidationError(_("Enter at most %s at once.") % f"{MOST_UNITS_AT_ONCE:,}")
        return units


class ReasonField(forms.CharField):
    """Why units move, in one line; it is kept."""

    def __init__(self, *, help_text: Any) -> None:
        super().__init__(
            label=gettext_lazy("Reason"),
            max_length=255,
            help_text=help_text,
            error_messages={
                "required": gettext_lazy("Enter the reason: it stays in the list below.")
            },
        )


class LotField(forms.ModelChoiceField):
    """One of a dosage's lots, by its number and expiry."""

    def __init__(self) -> None:
        super().__init__(
            Lot.objects.none(),
            label=gettext_lazy("Lot"),
            empty_label="",
            error_messages={
                "required": gettext_lazy("Choose the lot."),
                "invalid_choice": gettext_lazy("This lot has changed meanwhile: choose again."),
            },
        )

    def label_from_instance(self, lot: Lot) -> str:
        day = lot.expires_on.isoformat() if lot.expires_on else _("expiry not recorded")
        return f"{lot.number}, {day}: {lot.units:,}"


class UnitsForm(forms.Form):
    """Something that moves units."""

    @property
    def moved(self) -> int:
        """How many units moved, either way."""
        return abs(int(self.cleaned_data["units"]))


class ReceiveForm(UnitsForm):
    """Units that came, as their boxes are marked."""

    number = forms.CharField(
        label=gettext_lazy("Lot number"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        help_text=gettext_lazy("As it stands on the box."),
        error_messages={"required": gettext_lazy("Enter the lot number that is on the box.")},
    )
    expires_on = forms.DateField(
        label=gettext_lazy("Expires on"),
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=gettext_lazy("Where only a month is given, its last day."),
        error_messages={
            "required": gettext_lazy("Enter the day the lot expires, like 2027-03-31."),
            "invalid": gettext_lazy("Enter the day the lot expires, like 2027-03-31."),
        },
    )
    units = UnitsField(
        help_text=gettext_lazy("How many came."),
        wrong=gettext_lazy("Enter how many units came, like 500."),
    )
    reason = ReasonField(help_text=gettext_lazy("Such as the delivery note's number."))

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, auto_id="receive-%s")
        self.today = today

    def clean_number(self) -> str:
        number = as_lot_number(self.cleaned_data["number"])
        if number in ("", BEFORE_LOTS):
            raise ValidationError(_("Enter the lot number that is on the box."))
        return number

    def clean_expires_on(self) -> date:
        expires_on: date = self.cleaned_data["expires_on"]
        if problem := expiry_problem(expires_on, self.today):
            raise ValidationError(problem)
        return expires_on

    def clean_units(self) -> int:
        units: int = self.cleaned_data["units"]
        if units < 0:
            raise ValidationError(
                _("Enter how many units came; what is missing is corrected below.")
            )
        return units


class CorrectForm(UnitsForm):
    """A signed number of units of a lot and why."""

    lot = LotField()
    units = UnitsField(
        help_text=gettext_lazy("-20 for taken out, 20 for found."),
        wrong=gettext_lazy("Enter a number: -20 for taken out, 20 for found."),
    )
    reason = ReasonField(help_text=gettext_lazy("Such as a count or damage."))

    def __init__(self, data: Any = None, *, lots: QuerySet[Lot]) -> None:
        super().__init__(data, auto_id="correct-%s")
        self.fields["lot"].queryset = lots

    @property
    def takes_out(self) -> bool:
        return self.is_valid() and self.cleaned_data["units"] < 0


class WithdrawForm(forms.Form):
    """A lot that nobody may have any more, and why."""

    lot = LotField()
    because = forms.ChoiceField(
        label=gettext_lazy("It is"),
        choices=[
            (because.value, because.label)
            for because in (Lot.Because.RECALLED, Lot.Because.DAMAGED)
        ],
        error_messages={"invalid_choice": gettext_lazy("Choose recalled or damaged.")},
    )
    reason = ReasonField(help_text=gettext_lazy("Such as the recall's number."))

    def __init__(self, data: Any = None, *, lots: QuerySet[Lot]) -> None:
        super().__init__(data, auto_id="withdraw-%s")
        self.fields["lot"].queryset = lots

    @property
    def moved(self) -> int:
        """What the lot held when it was chosen."""
        return int(self.cleaned_data["lot"].units)


class PutBackForm(forms.Form):
    """A lot that was withdrawn by a slip, and how that was found out."""

    lot = LotField()
    reason = ReasonField(help_text=gettext_lazy("Such as the number that was meant."))

    def __init__(self, data: Any = None, *, lots: QuerySet[Lot]) -> None:
        super().__init__(data, auto_id="put-back-%s")
        self.fields["lot"].queryset = lots

    @property
    def moved(self) -> int:
        """What the lot held when it was chosen."""
        return int(self.cleaned_data["lot"].units)
