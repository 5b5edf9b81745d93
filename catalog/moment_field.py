"""A day and a time of the shop's clock, as staff type it."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

# As browsers send <input type="datetime-local">.
TYPED = "%Y-%m-%dT%H:%M"
LIKE = gettext_lazy("Enter a day and a time, like 2027-03-31 18:00.")
CLOCKS_CHANGE = gettext_lazy(
    "The clocks change then: this time comes twice or not at all. Enter another one."
)


class MomentField(forms.DateTimeField):
    """A minute of the shop's time zone."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            input_formats=[TYPED, "%Y-%m-%d %H:%M"],
            widget=forms.DateTimeInput(format=TYPED, attrs={"type": "datetime-local"}),
            error_messages={"invalid": LIKE, "required": LIKE},
            **kwargs,
        )

    def to_python(self, value: Any) -> datetime | None:
        try:
            moment: datetime | None = super().to_python(value)
        except ValidationError as problem:
            # Django says it of its own accord, not by the messages of the field.
            if problem.code == "ambiguous_timezone":
                raise ValidationError(CLOCKS_CHANGE) from problem
            raise
        return moment
