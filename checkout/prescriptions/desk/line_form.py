"""What a pharmacist decides about one line of a case."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.legal_class import LegalClass
from catalog.unseen import says_something
from checkout.order.desk.forms import TEXT_ERRORS
from checkout.prescriptions.deciding import LineDecision
from checkout.prescriptions.desk.lines import CaseLine
from checkout.prescriptions.records import GIVES, Outcome

O = Outcome  # noqa: E741
LABELS = {
    O.APPROVED: gettext_lazy("Approve"),
    O.REPLACED: gettext_lazy("Replace packs"),
    O.REJECTED: gettext_lazy("Reject"),
    O.ASKED: gettext_lazy("Ask patient"),
}
# The letter that chooses it (static/staff/review-keys.js) and the colour it then has.
KEYS = {O.APPROVED: "a", O.REPLACED: "p", O.REJECTED: "r", O.ASKED: "q"}
COLOURS = {O.REJECTED: "no", O.ASKED: "ask"}
LONGEST_REASON, LONGEST_WORDS = 255, 1000


class OutcomeRadios(forms.RadioSelect):
    """Each choice knows its letter and its colour."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        outcome = O(value)
        option["attrs"]["data-key"] = KEYS[outcome]
        if outcome in COLOURS:
            option["attrs"]["class"] = COLOURS[outcome]
        return option


class ReplacementSelect(forms.Select):
    """Each choice knows what it costs in all, for the sum of the page."""

    totals: Mapping[str, Decimal] = {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        if value in self.totals:
            option["attrs"]["data-total"] = str(self.totals[value])
        return option


class WordsField(forms.CharField):
    """Some words; what has no letter or digit anybody sees is none."""

    def to_python(self, value: Any) -> str:
        text: str = super().to_python(value)
        return text if says_something(text) else ""


def words(label: Any, *, longest: int = LONGEST_WORDS, **attrs: Any) -> forms.CharField:
    """Some words, asked for only where the decision needs them."""
    return WordsField(
        label=label,
        required=False,
        max_length=longest,
        widget=forms.Textarea({"rows": 2, "cols": 60, **attrs}),
        error_messages=TEXT_ERRORS,
    )


class LineForm(forms.Form):
    """One decision. Of a line whose patient is not recorded nothing can be given or asked."""

    outcome = forms.ChoiceField(
        widget=OutcomeRadios,
        error_messages={
            "required": gettext_lazy("Decide about this line."),
            "invalid_choice": gettext_lazy("Choose one of these."),
        },
    )
    packs = forms.TypedChoiceField(
        label=gettext_lazy("Packs to approve"),
        coerce=int,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Approve no more than was ordered.")},
    )
    replacement = forms.ChoiceField(
        label=gettext_lazy("Send instead"),
        required=False,
        widget=ReplacementSelect,
        error_messages={
            "invalid_choice": gettext_lazy("These packs or their price have changed: choose again.")
        },
    )
    verification = words(gettext_lazy("High risk: how did you verify it? Needed before approving."))
    reason = words(gettext_lazy("Reason, the patient reads it"), longest=LONGEST_REASON)
    question = words(gettext_lazy("Question to the patient"))

    def __init__(self, line: CaseLine, data: Any = None, *, has_patient: bool = True) -> None:
        super().__init__(data, prefix=f"line-{line.line_id}", initial=_initial(line))
        self.line = line
        outcomes = [O.REJECTED] if not has_patient else _outcomes(line)
        self.fields["outcome"].choices = [(one, LABELS[one]) for one in outcomes]
        self.fields["packs"].choices = [
            (number, line.packs_words(number)) for number in range(line.packs, 0, -1)
        ]
        self.fields["replacement"].choices = [
            ("", _("Choose packs")),
            *((one.key, line.replacement_words(one)) for one in line.replacements),
        ]
        self.fields["replacement"].widget.totals = {one.key: one.total for one in line.replacements}
        if not line.is_high_risk:
            del self.fields["verification"]

    @property
    def about(self) -> str:
        """What stands before its problems where several lines have some."""
        return f"{self.line.name}: "

    @property
    def gives(self) -> bool:
        """Whether the patient gets something of the line, as far as it was entered."""
        return self.cleaned_data.get("outcome") in GIVES

    @property
    def needs_prescription(self) -> bool:
        return self.line.needs_prescription and self.gives

    def clean(self) -> dict[str, Any]:
        entered: dict[str, Any] = super().clean() or {}
        outcome = entered.get("outcome")
        missing = {
            O.APPROVED: ("packs", _("Say how many packs are approved, or reject the line.")),
            O.REPLACED: ("replacement", _("Choose the packs to send instead.")),
            O.REJECTED: ("reason", _("Say why: the patient reads it, and it is kept.")),
            O.ASKED: ("question", _("Write what you want to know from the patient.")),
        }
        if outcome:
            self._require(*missing[O(outcome)])
        if outcome in GIVES and "verification" in self.fields:
            self._require("verification", _("Say how you verified it: it is kept."))
        return entered

    @property
    def decision(self) -> LineDecision:
        """Of a valid form."""
        entered, outcome = self.cleaned_data, O(self.cleaned_data["outcome"])
        replacements = {one.key: one for one in self.line.replacements}
        reasons = {O.REJECTED: entered["reason"], O.ASKED: entered["question"]}
        return LineDecision(
            outcome,
            packs=entered["packs"] if outcome == O.APPROVED else 0,
            replacement=replacements[entered["replacement"]] if outcome == O.REPLACED else None,
            reason=reasons.get(outcome, ""),
            verification=entered.get("verification", "") if outcome in GIVES else "",
        )

    def _require(self, field: str, problem: str) -> None:
        if not self.cleaned_data.get(field) and field not in self.errors:
            self.add_error(field, problem)


def _outcomes(line: CaseLine) -> list[Outcome]:
    """What can be decided: a controlled medicine is not approved, whatever it was when ordered."""
    may_be = {
        O.APPROVED: line.became != LegalClass.CD,
        O.REPLACED: bool(line.replacements),
    }
    return [one for one in O if may_be.get(one, True)]


def _initial(line: CaseLine) -> dict[str, Any]:
    """As it was decided before; a line that was asked about is decided anew."""
    ruling, before = line.ruling, line.chosen_before
    initial: dict[str, Any] = {"packs": line.packs}
    if ruling is None or ruling.outcome == O.ASKED:
        return initial
    initial |= {"outcome": ruling.outcome, "verification": ruling.verification}
    if ruling.outcome == O.APPROVED:
        initial["packs"] = ruling.packs
    if ruling.outcome == O.REJECTED:
        initial["reason"] = ruling.reason
    if before:
        initial["replacement"] = before.key
    return initial
