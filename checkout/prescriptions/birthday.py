"""A day of birth as people of the shop's market write it."""

from datetime import date, datetime

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from checkout.prescriptions.telling import birthday_problem

FORMATS = {"US": "%m/%d/%Y", "UK": "%d/%m/%Y"}
HINTS = {
    "US": gettext_lazy("For example 03/27/1981"),
    "UK": gettext_lazy("For example 27/03/1981"),
}
ISO = "%Y/%m/%d"


class BirthdayField(forms.CharField):
    """Month and day in the market's order, or as ISO has it, with any of / . - between."""

    def to_python(self, value: object) -> date | None:
        entered = super().to_python(value).replace(".", "/").replace("-", "/")
        return _read(entered) if entered else None

    def validate(self, value: object) -> None:
        super().validate(value)
        if isinstance(value, date) and (problem := birthday_problem(value, timezone.localdate())):
            raise ValidationError(problem)

    def run_validators(self, value: object) -> None:
        """Those of texts do not fit a day."""

    def prepare_value(self, value: object) -> object:
        is_day = isinstance(value, date)
        return value.strftime(FORMATS[settings.SHOP_MARKET]) if is_day else value


def _read(entered: str) -> date:
    for written in (FORMATS[settings.SHOP_MARKET], ISO):
        try:
            return datetime.strptime(entered, written).date()  # noqa: DTZ007
        except ValueError:
            continue
    example = HINTS[settings.SHOP_MARKET]
    raise ValidationError(_("Enter the date of birth. %(example)s") % {"example": example})
