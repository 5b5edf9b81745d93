"""What staff type into a price table: a number of units and a price, refused in words that help.

static/staff/price-grid.js says the same sentences while they type.
"""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from catalog.money import price as money
from catalog.prices.rounding import MAX_DIGITS_BEFORE_POINT, PRICES_END

MAX_UNITS = 999_999
PRICE_DECIMALS, COST_DECIMALS = 2, 4
NUMBER = re.compile(r"(-?)([0-9]*)(?:\.([0-9]*))?")


class PriceField(forms.CharField):
    """A price of the shop's currency as digits, cleaned to a Decimal with two decimals."""

    def __init__(self) -> None:
        super().__init__(required=False)

    def clean(self, value: object) -> Decimal:
        return price_typed(self.to_python(value))


class CostField(forms.CharField):
    """What a unit costs to buy, cleaned to a Decimal with four decimals; None for nothing."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)

    def clean(self, value: object) -> Decimal | None:
        text = self.to_python(value)
        return cost_typed(text) if text else None


class UnitsField(forms.CharField):
    """How many units a pack holds, cleaned to an int; `unit_plural` is set by the form."""

    unit_plural = ""

    def __init__(self) -> None:
        super().__init__(required=False)

    def clean(self, value: object) -> int:
        return units_typed(self.to_python(value), self.unit_plural)


def price_typed(text: str) -> Decimal:
    """The price a text names. Raises ValidationError saying what to type instead."""
    if not text:
        raise ValidationError(_("Enter a price."))
    match = NUMBER.fullmatch(text)
    if match is None or not (match[2] or match[3]):
        raise ValidationError(_("Enter a price as digits, like 68.00."))
    minus, whole, decimals = match[1], match[2], match[3] or ""
    if minus or not (whole + decimals).strip("0"):
        raise ValidationError(_("Enter a price above %s.") % money(Decimal("0.00")))
    if len(decimals) > PRICE_DECIMALS:
        raise _too_fine(_("Use at most two decimals: %(typed)s has %(decimals)s."), text, decimals)
    if len(whole.lstrip("0")) > MAX_DIGITS_BEFORE_POINT:
        raise ValidationError(_("Enter a price below %s.") % money(PRICES_END))
    return _amount(whole, decimals, PRICE_DECIMALS)


def cost_typed(text: str) -> Decimal:
    """The cost of a unit a text names. Raises ValidationError saying what to type instead."""
    match = NUMBER.fullmatch(text)
    if match is None or not (match[2] or match[3]):
        raise ValidationError(_("Enter a cost as digits, like 0.31."))
    minus, whole, decimals = match[1], match[2], match[3] or ""
    if minus:
        raise ValidationError(_("Enter a cost of %s or more.") % money(Decimal("0.00")))
    if len(decimals) > COST_DECIMALS:
        words = _("Use at most four decimals: %(typed)s has %(decimals)s.")
        raise _too_fine(words, text, decimals)
    if len(whole.lstrip("0")) > MAX_DIGITS_BEFORE_POINT:
        raise ValidationError(_("Enter a cost below %s.") % money(PRICES_END))
    return _amount(whole, decimals, COST_DECIMALS)


def units_typed(text: str, unit_plural: str) -> int:
    """The number of units a text names. Raises ValidationError saying what to type instead."""
    if not (text.isascii() and text.isdigit() and text.strip("0")):
        raise ValidationError(_("Enter how many %s the pack holds.") % unit_plural)
    if len(text.lstrip("0")) > len(str(MAX_UNITS)):
        raise ValidationError(
            _("A pack holds at most %(most)s %(units)s.")
            % {"most": f"{MAX_UNITS:,}", "units": unit_plural}
        )
    return int(text.lstrip("0"))


def _too_fine(words: str, text: str, decimals: str) -> ValidationError:
    return ValidationError(words % {"typed": text, "decimals": len(decimals)})


def _amount(whole: str, decimals: str, places: int) -> Decimal:
    return Decimal(f"{whole or 0}.{decimals or 0}").quantize(Decimal(1).scaleb(-places))
