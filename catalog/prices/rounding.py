"""What many prices become at once: plain values in and out."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from catalog.pricing import CENT, rounded

# What no price or cost that staff type reaches.
MAX_DIGITS_BEFORE_POINT = 8
PRICES_END = Decimal(10) ** MAX_DIGITS_BEFORE_POINT


class Change(TextChoices):
    """What is done to each price; the amount is in percent or in the shop's currency."""

    PERCENT = "percent", _("By percent")
    AMOUNT = "amount", _("By amount")
    SET = "set", _("Set to")


class Ending(TextChoices):
    """The cents a price ends on, and which of the two around it is taken."""

    ANY = "", _("the cent")
    ZERO = "00", _(".00, nearest")
    ZERO_DOWN = "00 down", _(".00, down")
    ZERO_UP = "00 up", _(".00, up")
    HALF = "50", _(".50, nearest")
    HALF_DOWN = "50 down", _(".50, down")
    HALF_UP = "50 up", _(".50, up")
    NINETY_FIVE = "95", _(".95, nearest")
    NINETY_FIVE_DOWN = "95 down", _(".95, down")
    NINETY_FIVE_UP = "95 up", _(".95, up")
    NINETY_NINE = "99", _(".99, nearest")
    NINETY_NINE_DOWN = "99 down", _(".99, down")
    NINETY_NINE_UP = "99 up", _(".99, up")


@dataclass(frozen=True, slots=True)
class Rule:
    """One change for many prices. `amount` may be below 0 where it is not what to set."""

    change: Change
    amount: Decimal
    ending: Ending = Ending.ANY

    def price_of(self, price: Decimal) -> Decimal | None:
        """The new price of a pack that costs `price`; None where that is no price any more."""
        new = ending_on(self.ending, self._changed(price))
        return new if 0 < new < PRICES_END else None

    def _changed(self, price: Decimal) -> Decimal:
        """To the cent, a half upwards."""
        if self.change is Change.SET:
            return self.amount
        if self.change is Change.AMOUNT:
            return price + self.amount
        return rounded(Fraction(price) * (100 + Fraction(self.amount)) / 100, CENT)


def ending_on(ending: Ending, amount: Decimal) -> Decimal:
    """The nearest amount that ends so, on the side its ending names; of two as near the higher."""
    if not ending:
        return amount
    cents, _space, way = ending.partition(" ")
    rest = Decimal(cents) / 100
    below, above = (
        (amount - rest).to_integral_value(to) + rest for to in (ROUND_FLOOR, ROUND_CEILING)
    )
    if way:
        return below if way == "down" else above
    return below if amount - below < above - amount else above
