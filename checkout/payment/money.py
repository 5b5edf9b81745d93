"""Money as Stripe counts it: whole minor units of a currency."""

from decimal import Decimal

# https://docs.stripe.com/currencies#zero-decimal
ZERO_DECIMAL = frozenset(
    {"BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA"}
    | {"PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"}
)


def minor_units(amount: Decimal, currency: str) -> int:
    """68.00 USD -> 6800, 500 JPY -> 500. Raises ValueError where the currency has no such coin."""
    factor = 1 if currency.upper() in ZERO_DECIMAL else 100
    units = amount * factor
    if units != units.to_integral_value():
        raise ValueError(f"{amount} is not a sum in {currency}: it has too many decimals.")
    return int(units)


def from_minor_units(units: int, currency: str) -> Decimal:
    """6800 USD -> 68.00, 500 JPY -> 500."""
    return Decimal(units) if currency.upper() in ZERO_DECIMAL else Decimal(units).scaleb(-2)
