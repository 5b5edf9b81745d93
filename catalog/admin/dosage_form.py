"""A dosage's strength, its place on the page, and what one of its units costs to buy."""

import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.admin.price_fields import CostField
from catalog.strengths import MAX_KEY_LENGTH, strength_key

# A strength in words is longer than its key.
LONGEST_TYPED = 4 * MAX_KEY_LENGTH
TOO_LONG = format_lazy(gettext_lazy("Use at most {} characters."), MAX_KEY_LENGTH)
NAME = re.compile(r"[\w\s.,/%+()-]*\w[\w\s.,/%+()-]*")


class DosageForm(forms.Form):
    """A dosage's strength, cleaned to its key, its place on the page, counted from 1, its cost."""

    # The hidden initial tells what was typed from what a colleague saved meanwhile.
    strength = forms.CharField(
        required=False,
        show_hidden_initial=True,
        widget=forms.TextInput(attrs={"placeholder": gettext_lazy("10 mg")}),
        max_length=LONGEST_TYPED,
        error_messages={"max_length": TOO_LONG},
    )
    place = forms.IntegerField(required=False, min_value=1, max_value=999, show_hidden_initial=True)
    cost = CostField(
        show_hidden_initial=True,
        widget=forms.TextInput(attrs={"data-cost": "", "inputmode": "decimal"}),
    )

    def say_where_its_notes_are(self, name: str) -> None:
        """What is wrong with a field stands in the element of this name."""
        for field in self.fields.values():
            field.widget.attrs |= {"autocomplete": "off", "aria-describedby": name}

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


def cost_text(cost: Decimal) -> str:
    """As it is typed: two decimals, or as many more as it has."""
    return f"{cost:.2f}" if cost == round(cost, 2) else f"{cost.normalize():f}"
