"""What staff type about an order: reasons, an amount to refund."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.money import currency_symbol, price

AMOUNT = re.compile(r"([0-9]{1,9}|[0-9]{1,3}(?:,[0-9]{3}){1,2})(?:\.([0-9]*))?")


# What is said of text that cannot be kept.
TEXT_ERRORS = {
    "max_length": gettext_lazy("Shorten this to %(limit_value)d characters."),
    "null_characters_not_allowed": gettext_lazy("Remove the characters that cannot be printed."),
}


class ReasonField(forms.CharField):
    """Why something is done, in one line; it is kept."""

    def __init__(self, *, label: str, missing: str) -> None:
        super().__init__(
            label=label,
            max_length=255,
            widget=forms.Textarea(attrs={"rows": 2, "cols": 60}),
            error_messages=TEXT_ERRORS | {"required": missing},
        )


class GiveUpForm(forms.Form):
    reason = ReasonField(
        label=gettext_lazy("Why it is cancelled"),
        missing=gettext_lazy("Say why the order is cancelled: it is kept with the order."),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="give-up-%s")


class RefundForm(forms.Form):
    """An amount, at most what is left of a payment, and why."""

    amount = forms.CharField(
        label=gettext_lazy("Amount"),
        required=False,
        widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}),
    )
    reason = ReasonField(
        label=gettext_lazy("Why it is refunded"),
        missing=gettext_lazy("Say why it is refunded: it is kept with the order."),
    )

    def __init__(self, left: Decimal, data: Any = None, *, amount: str = "") -> None:
        super().__init__(data, auto_id="refund-%s", initial={"amount": amount or left})
        self.left = left

    def clean_amount(self) -> Decimal:
        text = self.cleaned_data["amount"].removeprefix(currency_symbol()).strip()
        typed = AMOUNT.fullmatch(text)
        if typed is None and "," in text:
            # Where "1,50" were read as 150, a hundred times too much would go back.
            raise ValidationError(
                _("Write cents after a point, like 12.50: a comma is for thousands only.")
            )
        if typed is None:
            raise ValidationError(_("Enter the amount as digits, like 12.00."))
        if len(typed[2] or "") > 2:
            raise ValidationError(
                _("Use at most two decimals: %(typed)s has %(decimals)s.")
                % {"typed": text, "decimals": len(typed[2])}
            )
        amount = Decimal(typed[0].replace(",", "")).quantize(Decimal("0.01"))
        if not amount:
            raise ValidationError(_("Enter an amount above %s.") % price(Decimal("0.00")))
        if amount > self.left:
            raise ValidationError(
                _("Refund at most %(most)s: that is what is left.") % {"most": price(self.left)}
            )
        return amount
