"""From when until when a price is to be, as staff type it."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.moment_field import MomentField

FURTHEST = timedelta(days=731)


class MomentsForm(forms.Form):
    """A start ahead, and an end where the price does not stay."""

    starts_at = MomentField(label=gettext_lazy("From"))
    ends_at = MomentField(label=gettext_lazy("Until"), required=False)

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    @property
    def moments(self) -> list[forms.BoundField]:
        return [self["starts_at"], self["ends_at"]]

    def clean_starts_at(self) -> datetime | None:
        starts_at: datetime | None = self.cleaned_data["starts_at"]
        if starts_at is None:
            return None
        if starts_at <= self.now:
            raise ValidationError(_("Enter a moment ahead."))
        return self._not_too_far(starts_at)

    def clean_ends_at(self) -> datetime | None:
        ends_at: datetime | None = self.cleaned_data["ends_at"]
        starts_at = self.cleaned_data.get("starts_at")
        if ends_at is None:
            return None
        if starts_at and ends_at <= starts_at:
            raise ValidationError(_("Enter a moment after the start, or leave it empty."))
        return self._not_too_far(ends_at)

    def _not_too_far(self, moment: datetime) -> datetime:
        if moment > self.now + FURTHEST:
            raise ValidationError(_("Enter a moment within two years."))
        return moment


class LaterForm(MomentsForm):
    """Of many prices at once: empty, they change now."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts_at"].required = False

    @property
    def is_later(self) -> bool:
        """After it proved valid."""
        return self.cleaned_data["starts_at"] is not None

    def clean_ends_at(self) -> datetime | None:
        ends_at = super().clean_ends_at()
        if ends_at and not self.errors and self.cleaned_data.get("starts_at") is None:
            raise ValidationError(_("Enter from when, too: prices that change now stay."))
        return ends_at
