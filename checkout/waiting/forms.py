"""What whoever wants to be told enters."""

from django import forms

from checkout.basket.forms import HIGHEST_ID
from checkout.forms import email


class WaitForm(forms.Form):
    """An address, and the dosage it waits for."""

    dosage = forms.IntegerField(min_value=1, max_value=HIGHEST_ID)
    email = email("")

    @property
    def knows_the_dosage(self) -> bool:
        return "dosage" not in self.errors

    @property
    def again(self) -> dict[str, str]:
        """What the form shows of an address that cannot be noted."""
        return {
            "dosage_id": str(self.cleaned_data["dosage"]),
            "typed": self["email"].value() or "",
            "problem": self.errors["email"][0],
        }
