"""The tax inside a price: shoppers only ever see prices that include it."""

from decimal import Decimal
from fractions import Fraction

from catalog.pricing import CENT, rounded


def tax_included(amount: Decimal, rate: Decimal) -> Decimal:
    """The part of `amount` that is tax at `rate` percent, to the cent, a half upwards.

    Of 10.70 at 7 percent it is 0.70.
    """
    share = Fraction(rate) / (100 + Fraction(rate))
    return rounded(Fraction(amount) * share, CENT)
