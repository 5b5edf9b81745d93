"""Money as Stripe counts it: whole minor units of a currency."""

from decimal import Decimal

# https://docs.stripe.com/currencies#zero-decimal
ZERO_DECIMAL = frozenset(
    {"BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA"}
    | {"PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"}
)
# What one card payment may be, https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts
LEAST = {"GBP": 30}
LEAST_ELSEWHERE = 50
MOST_DIGITS = 8


def minor_units(amount: Decimal, currency: str) -> int:
    """68.00 USD -> 6800, 500 JPY -> 500. Raises ValueError where the currency has no such coin."""
    units = amount.scaleb(_decimals(currency))
    if units != units.to_integral_value():
        raise ValueError(f"{amount} is not a sum in {currency}: it has too many decimals.")
    return int(units)


def from_minor_units(units: int, currency: str) -> Decimal:
    """6800 USD -> 68.00, 500 JPY -> 500."""
    return Decimal(units).scaleb(-_decimals(currency))


def payable(currency: str) -> tuple[Decimal, Decimal]:
    """The least and the most one card payment can be, in the currency."""
    least = LEAST.get(currency.upper(), LEAST_ELSEWHERE)
    return from_minor_units(least, currency), from_minor_units(10**MOST_DIGITS - 1, currency)


def _decimals(currency: str) -> int:
    return 0 if currency.upper() in ZERO_DECIMAL else 2
