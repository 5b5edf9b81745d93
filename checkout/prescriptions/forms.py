"""What a patient enters for the pharmacist, as clean values."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from checkout.addresses import phone_problem
from checkout.forms import UNPRINTABLE_WORDS, StepForm, text
from checkout.prescriptions.birthday import HINTS, BirthdayField
from checkout.prescriptions.reads import FileShown, UsableAgain
from checkout.prescriptions.same_person import plain_name
from checkout.prescriptions.telling import (
    Asked,
    Needs,
    Prescriber,
    Told,
    Way,
    answers_to,
)

YES_NO = (("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No")))
LONGEST, LONGEST_ADDRESS = 2000, 500


def words(
    label: str, missing: str, hint: str = "", *, rows: int = 1, longest: int = LONGEST
) -> forms.CharField:
    """Some words for the pharmacist; `missing` says what to do where they are left out."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=longest,
        widget=forms.Textarea({"class": "input", "rows": rows}),
        error_messages={
            "required": missing,
            "max_length": gettext_lazy("Shorten this to %(limit_value)d characters"),
            "null_characters_not_allowed": UNPRINTABLE_WORDS,
        },
    )


class PatientForm(StepForm):
    """Whom a cart is for. `needs` says which parts are asked, `usable` what may be used again.

    `files` are those that were sent.
    """

    optional = ("prescriber_practice",)

    name = text(
        gettext_lazy("Full name"),
        gettext_lazy("Enter the patient’s full name"),
        autocomplete="name",
    )
    born_on = BirthdayField(
        label=gettext_lazy("Date of birth"),
        max_length=20,
        widget=forms.TextInput(
            {"class": "input input--s", "autocomplete": "bday", "inputmode": "numeric"}
        ),
        error_messages={"required": gettext_lazy("Enter the date of birth")},
    )
    elsewhere = forms.BooleanField(
        required=False, label=gettext_lazy("The patient lives at another address")
    )
    address = words(
        gettext_lazy("Address of the patient"),
        gettext_lazy("Enter the patient’s address"),
        rows=2,
        longest=LONGEST_ADDRESS,
    )
    allergies = words(
        gettext_lazy("Allergies"),
        gettext_lazy("Enter the allergies, or “none”"),
        gettext_lazy("Write “none” if there are none"),
    )
    other_medicines = words(
        gettext_lazy("Other medicines"),
        gettext_lazy("Enter the other medicines, or “none”"),
        gettext_lazy("Also without prescription, and herbal ones"),
    )
    conditions = words(
        gettext_lazy("Conditions"),
        gettext_lazy("Enter the conditions, or “none”"),
        gettext_lazy("For example epilepsy, kidney disease, pregnancy"),
    )
    way = forms.ChoiceField(
        error_messages={
            "required": gettext_lazy("Choose how the prescription comes to us"),
            "invalid_choice": gettext_lazy("Choose one of these ways"),
        }
    )
    uses_again = forms.TypedChoiceField(
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose one of these prescriptions")},
    )
    prescriber_name = text(
        gettext_lazy("Prescriber’s name"), "", autocomplete="off", max_length=255
    )
    prescriber_practice = text(
        gettext_lazy("Practice or clinic"), "", autocomplete="off", max_length=255
    )
    prescriber_phone = text(
        gettext_lazy("Telephone"),
        "",
        autocomplete="off",
        inputmode="tel",
        size="input--m",
        max_length=40,
    )

    def __init__(
        self,
        *args: Any,
        needs: Needs,
        files: Sequence[FileShown],
        usable: Iterable[UsableAgain] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.needs, self.files, self.usable = needs, files, list(usable)
        self.fields["born_on"].help_text = HINTS[settings.SHOP_MARKET]
        self.fields["address"].required = False
        self._ask_about_health()
        self._ask_for_the_prescription()

    @property
    def questions(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The medicines with their questions' fields."""
        by_medicine: dict[str, list[forms.BoundField]] = {}
        for asked in self.needs.asked:
            by_medicine.setdefault(asked.medicine, []).append(self[asked.field])
        return list(by_medicine.items())

    @property
    def may_use_again(self) -> bool:
        return "uses_again" in self.fields

    def told(self) -> Told:
        """What was entered, also where some of it is missing or wrong."""
        entered = self.cleaned_data
        way = entered.get("way", "") if self.needs.prescription else Way.NOT_NEEDED
        return Told(
            name=entered.get("name", ""),
            born_on=entered.get("born_on"),
            address=entered.get("address", "") if entered.get("elsewhere") else "",
            allergies=entered.get("allergies", ""),
            other_medicines=entered.get("other_medicines", ""),
            conditions=entered.get("conditions", ""),
            answers=answers_to(self.needs.asked, entered),
            way=way,
            prescriber=self._prescriber() if way == Way.PRESCRIBER else Prescriber(),
            files=len(self.files),
            uses_again=entered.get("uses_again") if way == Way.AGAIN else None,
        )

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if not plain_name(name):
            raise forms.ValidationError(_("Enter the patient’s full name in letters"))
        return name

    def clean(self) -> dict[str, Any]:
        entered: dict[str, Any] = super().clean() or {}
        if entered.get("elsewhere") and not entered.get("address"):
            self._say("address", _("Enter the patient’s address"))
        way = entered.get("way")
        if way == Way.UPLOAD and not self.files:
            self._say("way", _("Add a photo or scan of the prescription, or choose another way"))
        if way == Way.AGAIN:
            self._clean_uses_again(entered)
        if way == Way.PRESCRIBER:
            self._clean_prescriber(entered)
        return entered

    def _clean_uses_again(self, entered: dict[str, Any]) -> None:
        patient = entered.get("name"), entered.get("born_on")
        chosen = [one for one in self.usable if one.prescription_id == entered.get("uses_again")]
        if not chosen:
            self._say("uses_again", _("Choose the prescription to use again"))
        elif all(patient) and not chosen[0].is_for(*patient):
            problem = _("This prescription is another person’s: choose one of the patient’s own")
            self._say("uses_again", problem)

    def _clean_prescriber(self, entered: dict[str, Any]) -> None:
        phone = entered.get("prescriber_phone", "")
        if not entered.get("prescriber_name"):
            self._say("prescriber_name", _("Enter your prescriber’s name"))
        if not phone or phone_problem(phone):
            self._say("prescriber_phone", _("Enter a telephone number such as 555 010 0100"))

    def _prescriber(self) -> Prescriber:
        entered = self.cleaned_data
        return Prescriber(
            entered.get("prescriber_name", ""),
            entered.get("prescriber_practice", ""),
            entered.get("prescriber_phone", ""),
        )

    def _ask_about_health(self) -> None:
        if not self.needs.health:
            for name in ("allergies", "other_medicines", "conditions", "elsewhere", "address"):
                del self.fields[name]
        for asked in self.needs.asked:
            self.fields[asked.field] = _question(asked)

    def _ask_for_the_prescription(self) -> None:
        if not self.needs.prescription:
            for name in ("way", "uses_again", *PRESCRIBER_FIELDS):
                del self.fields[name]
            return
        ways = [Way.UPLOAD, Way.PRESCRIBER, Way.LATER]
        if self.usable:
            ways.insert(0, Way.AGAIN)
            self.fields["uses_again"].choices = [
                (one.prescription_id, one.prescriber) for one in self.usable
            ]
        else:
            del self.fields["uses_again"]
        self.fields["way"].choices = [(way, way.label) for way in ways]

    def _say(self, field: str, problem: str) -> None:
        if field in self.fields and field not in self.errors:
            self.add_error(field, problem)


PRESCRIBER_FIELDS = ("prescriber_name", "prescriber_practice", "prescriber_phone")


def entered_before(told: Told | None, *, name: str) -> dict[str, Any]:
    """The values a form opens with; `name` is of who gets the parcel, most likely the patient."""
    if told is None or not told.name:
        return {"name": name}
    return {
        "name": told.name,
        "born_on": told.born_on,
        "elsewhere": bool(told.address),
        "address": told.address,
        "allergies": told.allergies,
        "other_medicines": told.other_medicines,
        "conditions": told.conditions,
        "way": told.way,
        "uses_again": told.uses_again,
        "prescriber_name": told.prescriber.name,
        "prescriber_practice": told.prescriber.practice,
        "prescriber_phone": told.prescriber.phone,
        **{f"question_{answer.question_id}": answer.answer for answer in told.answers},
    }


def _question(asked: Asked) -> forms.Field:
    if not asked.yes_no:
        return words(asked.text, _("Answer: %(question)s") % {"question": asked.text})
    unanswered = _("Answer yes or no: %(question)s") % {"question": asked.text}
    return forms.ChoiceField(
        label=asked.text,
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), unanswered),
    )
