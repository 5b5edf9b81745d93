"""What staff type to recall a lot."""

from django import forms
from django.utils.translation import gettext_lazy

from checkout.order.desk.forms import TEXT_ERRORS


class RecallForm(forms.Form):
    """A lot's number; a medicine where another one has a lot of that number."""

    lot = forms.CharField(
        label=gettext_lazy("Lot number"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages=TEXT_ERRORS
        | {"required": gettext_lazy("Enter the lot number of the recall.")},
    )
    medicine = forms.CharField(
        label=gettext_lazy("Medicine"),
        max_length=60,
        required=False,
        error_messages=TEXT_ERRORS,
    )

    @property
    def asked(self) -> dict[str, str]:
        """As recall_reads.lots_numbered takes it."""
        return {"number": self.cleaned_data["lot"], "medicine": self.cleaned_data["medicine"]}
