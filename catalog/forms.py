"""How many units a shopper says are needed: in all, or so many a day for so many days."""

from collections.abc import Mapping
from decimal import ROUND_CEILING, Decimal
from functools import lru_cache
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from catalog.pack_advisor import MOST_UNITS
from catalog.substances.sizes import COUNTED
from catalog.units import Unit

WORDS = {
    "invalid": gettext_lazy("Enter a number, such as 3."),
    "min_value": gettext_lazy("Enter a number above 0."),
    "max_value": gettext_lazy("Enter at most %(limit_value)s: for more, ask us."),
    "max_digits": gettext_lazy("Enter a number of at most six digits."),
    "max_decimal_places": gettext_lazy("Two decimals are enough, as in 0.25."),
    "max_whole_digits": gettext_lazy("Enter a number of at most four digits."),
}
DECIMAL = {"class": "input", "inputmode": "decimal", "autocomplete": "off"}
WHOLE = DECIMAL | {"inputmode": "numeric"}


def _number(label: str = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=1,
        max_value=MOST_UNITS,
        widget=forms.TextInput(WHOLE),
        error_messages=WORDS,
    )


class NeedForm(forms.Form):
    """`need` is in whole units: half a pill a day for three days is two pills.

    Inhalers and bottles are not taken by the day: there it only asks how many in all.
    """

    per_day = forms.DecimalField(
        required=False,
        min_value=Decimal("0.01"),
        max_value=MOST_UNITS,
        max_digits=6,
        decimal_places=2,
        widget=forms.TextInput(DECIMAL),
        error_messages=WORDS,
    )
    days = _number(gettext_lazy("Days"))
    units = _number()

    def __init__(self, unit: Unit, asked: Mapping[str, str] | None = None) -> None:
        super().__init__(asked, auto_id="need-%s")
        units = unit.noun(2)
        if unit in COUNTED:
            self.fields["per_day"].label = capfirst(_("%(units)s a day") % {"units": units})
            self.fields["units"].label = _("Or %(units)s in all") % {"units": units}
        else:
            del self.fields["per_day"], self.fields["days"]
            self.fields["units"].label = capfirst(units)

    @property
    def by_the_day(self) -> bool:
        return "per_day" in self.fields

    @property
    def need(self) -> int:
        """Of a valid form."""
        said = self.cleaned_data
        return said["units"] or _rounded_up(said["per_day"] * said["days"])

    def refuse(self, problem: str) -> None:
        """Say at the number that was entered why it cannot be."""
        self.add_error("units" if self.cleaned_data.get("units") else "days", problem)

    def add_error(self, field: str | None, error: Any) -> None:
        """The first number that is wrong takes the focus."""
        super().add_error(field, error)
        self.fields[next(iter(self.errors))].widget.attrs["autofocus"] = True

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors:
            self._one_way(said.get("per_day"), said.get("days"), said["units"])
        return said

    def _one_way(self, per_day: Decimal | None, days: int | None, units: int | None) -> None:
        if units and (per_day or days):
            self.add_error("units", _("Enter either how many in all, or how many a day and days."))
        elif not units and not days and not per_day:
            self.add_error("units", _("Enter how many you need."))
        elif not units and not days:
            self.add_error("days", _("Enter for how many days, too."))
        elif not units and not per_day:
            self.add_error("per_day", _("Enter how many a day, too."))
        elif per_day and days and per_day * days > MOST_UNITS:
            words = _("That is more than %(most)s in all: ask us.")
            self.add_error("days", words % {"most": MOST_UNITS})


def blank_form(unit: Unit) -> NeedForm:
    """Nobody has said anything: the same form each time, so that it has to be shown only once."""
    return _blank_form(unit, get_language())


@lru_cache
def _blank_form(unit: Unit, _language: str | None) -> NeedForm:
    return NeedForm(unit)


def _rounded_up(units: Decimal) -> int:
    return int(units.to_integral_value(ROUND_CEILING))
