"""A rate of tax as staff type it."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

WORDS = gettext_lazy("Enter a percentage from 0 to 99.99, like 7.5.")


class PercentField(forms.DecimalField):
    """A percentage from 0 to 99.99, cleaned to a Decimal with at most two decimals."""

    default_error_messages = {
        "invalid": WORDS,
        "max_decimal_places": gettext_lazy("Use at most two decimals."),
        "max_digits": WORDS,
        "max_whole_digits": WORDS,
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=5, decimal_places=2, **kwargs)

    def validate(self, value: Decimal | None) -> None:
        super().validate(value)
        if value is not None and not 0 <= value < 100:
            raise forms.ValidationError(WORDS)
