"""What a pharmacist copies from a prescription: who issued it, when, and each dosage."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from checkout.order.desk.forms import TEXT_ERRORS
from checkout.prescriptions.desk.lines import CaseLine
from checkout.prescriptions.desk.prescribed import Prescribed, Reading
from checkout.prescriptions.models import Patient
from checkout.prescriptions.recording import AsRead, ItemAsRead
from checkout.prescriptions.records import Prescription

MOST_UNITS, MOST_REPEATS = 100_000, 99
MOMENT = "%Y-%m-%dT%H:%M"
# What is older or ends later was mistyped. In the UK the first supply is within six months of the
# issue and repeats go by what is written (Human Medicines Regulations 2012, reg. 217(5)); most
# states of the US allow a year.
LONGEST = timedelta(days=731)


def line_of_text(label: Any, *, longest: int) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=longest,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages=TEXT_ERRORS,
    )


def day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Enter the day as in 2026-11-12.")},
    )


def number(label: Any, *, least: int, most: int) -> forms.IntegerField:
    wrong = gettext_lazy("Enter a whole number from %(least)s to %(most)s.")
    words = wrong % {"least": least, "most": most}
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=least,
        max_value=most,
        # No number field: a turn of the mouse wheel must not change what is prescribed.
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "maxlength": 6}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), words),
    )


class ItemForm(forms.Form):
    """One dosage of the prescription: units each time, repeats after the first, directions."""

    units = number(gettext_lazy("Units each time"), least=1, most=MOST_UNITS)
    repeats = number(gettext_lazy("Repeats"), least=0, most=MOST_REPEATS)
    directions = line_of_text(gettext_lazy("Directions, for the label"), longest=255)

    def __init__(self, line: CaseLine, data: Any = None) -> None:
        before = line.prescribed
        initial: dict[str, Any] = {"repeats": 0}
        if before:
            initial = {
                "units": before.units,
                "repeats": before.repeats,
                "directions": before.directions,
            }
        super().__init__(data, prefix=f"item-{line.dosage_id}", initial=initial)
        self.dosage_id, self.dosage, self._recorded = line.dosage_id, line.dosage, line.reading
        self.about = f"{line.dosage}: "

    def require(self) -> None:
        """Its line is approved: the prescription has to name it."""
        if not self.errors and self.cleaned_data.get("units") is None:
            self.add_error("units", _("Copy from the prescription how many units it is for."))

    @property
    def reading(self) -> Reading | None:
        """What it says, as far as it was entered; as it was recorded before anything is."""
        if not self.is_bound:
            return self._recorded
        entered = getattr(self, "cleaned_data", {})
        if entered.get("units") is None:
            return None
        used = self._recorded.used if self._recorded else 0
        return Reading(entered["units"], entered.get("repeats") or 0, used)

    @property
    def as_read(self) -> ItemAsRead:
        entered = self.cleaned_data
        return ItemAsRead(entered["units"], entered["repeats"] or 0, entered["directions"])


class PrescriptionForm(forms.Form):
    """The prescription as a whole; asked for only where a line that needs it is approved."""

    about = ""

    prescriber = line_of_text(gettext_lazy("Prescriber"), longest=255)
    registration = line_of_text(gettext_lazy("Registration number"), longest=60)
    issued_on = day(gettext_lazy("Issued"))
    valid_until = day(gettext_lazy("Valid until"))
    verified = forms.ChoiceField(
        label=gettext_lazy("Verified with the prescriber"),
        required=False,
        choices=[
            (value, capfirst(str(label)) if value else gettext_lazy("Not yet"))
            for value, label in Prescription.Verified.choices
        ],
        error_messages={"invalid_choice": gettext_lazy("Choose one of these.")},
    )
    verified_at = forms.DateTimeField(
        label=gettext_lazy("When"),
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format=MOMENT),
        error_messages={"invalid": gettext_lazy("Enter day and time as in 2026-11-22T09:05.")},
    )
    original_received = forms.BooleanField(
        label=gettext_lazy("The original paper has been received"), required=False
    )

    def __init__(self, initial: dict[str, Any], data: Any = None) -> None:
        super().__init__(data, prefix="prescription", initial=initial)

    def clean_issued_on(self) -> date | None:
        issued: date | None = self.cleaned_data["issued_on"]
        if issued and issued > timezone.localdate():
            raise forms.ValidationError(_("Enter a day that is not in the future."))
        if issued and issued < timezone.localdate() - LONGEST:
            raise forms.ValidationError(_("Enter a day within the last two years."))
        return issued

    def clean_verified_at(self) -> datetime | None:
        at: datetime | None = self.cleaned_data["verified_at"]
        if at and at > timezone.now():
            raise forms.ValidationError(_("Enter a moment that is not in the future."))
        return at

    def clean(self) -> dict[str, Any]:
        entered: dict[str, Any] = super().clean() or {}
        issued, until = entered.get("issued_on"), entered.get("valid_until")
        if issued and until and until < issued:
            self.add_error("valid_until", _("It cannot end before it was issued."))
        if issued and until and until > issued + LONGEST:
            self.add_error("valid_until", _("Enter a day within two years of its issue."))
        if "verified" in entered and "verified_at" in entered:
            how, when = entered["verified"], entered["verified_at"]
            if how and when is None:
                self.add_error("verified_at", _("Say when you verified it."))
            if when and not how:
                self.add_error("verified", _("Say how you verified it, or leave out when."))
        return entered

    def require(self) -> None:
        """A line is approved on it: it has to be whole, and in date today."""
        for name, problem in MISSING.items():
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, str(problem))
        until = self.cleaned_data.get("valid_until")
        if until and until < timezone.localdate():
            words = _("It ended on %(day)s: ask the patient for a new one, or reject the line.")
            self.add_error("valid_until", words % {"day": date_format(until, "j M Y")})

    def as_read(self, items: Iterable[ItemForm]) -> AsRead | None:
        """What is recorded; None while it is not whole, which it only has to be for an approval."""
        entered = self.cleaned_data
        copied = {item.dosage_id: item.as_read for item in items if item.cleaned_data.get("units")}
        if not copied or not all(entered.get(name) for name in MISSING):
            return None
        return AsRead(
            **{name: entered[name] for name in MISSING},
            items=copied,
            verified=entered["verified"],
            verified_at=entered["verified_at"],
            original_received=entered["original_received"],
        )


MISSING = {
    "prescriber": gettext_lazy("Enter who issued the prescription."),
    "registration": gettext_lazy("Enter the prescriber's registration number."),
    "issued_on": gettext_lazy("Enter the day it was issued."),
    "valid_until": gettext_lazy("Enter until when it is valid."),
}


def opened_with(prescribed: Sequence[Prescribed], patient: Patient | None) -> dict[str, Any]:
    """What the form opens with: what is recorded, else the prescriber the patient has named."""
    if prescribed:
        one = prescribed[0]
        return {
            "prescriber": one.prescriber,
            "registration": one.registration,
            "issued_on": one.issued_on,
            "valid_until": one.valid_until,
            "verified": one.verified,
            "verified_at": one.verified_at,
            "original_received": one.original_received_at is not None,
        }
    return {"prescriber": patient.prescriber_name} if patient else {}


def dosages(lines: Iterable[CaseLine]) -> Collection[CaseLine]:
    """One line for each dosage that needs a prescription."""
    return {line.dosage_id: line for line in lines if line.needs_prescription}.values()
