"""Every word the shop says about money: a price, a price per unit, what a pack saves."""

from decimal import Decimal

from django.conf import settings
from django.utils.translation import gettext as _

from catalog.units import NO_BREAK_SPACE, Unit, figure

SYMBOLS = {"USD": "$", "GBP": "£", "EUR": "€"}
MINUS = "\N{MINUS SIGN}"


def currency_symbol() -> str:
    """What stands before an amount: "$"; the code and a space where a currency has no sign."""
    currency = settings.SHOP_CURRENCY
    return SYMBOLS.get(currency, f"{currency}{NO_BREAK_SPACE}")


def price(amount: Decimal) -> str:
    """As in "$12,964.00": at least two decimals, more where the amount has them ("$0.052").

    A unit price that rounds to nothing is "under $0.001": nothing here is for free.
    """
    _sign, _digits, exponent = amount.as_tuple()
    decimals = max(2, -int(exponent))
    if decimals > 2 and not amount:
        return _("under %(price)s") % {"price": price(Decimal(1).scaleb(-decimals))}
    figures = figure(abs(amount), decimals)
    # Translators: a sum of money, as in "$68.00": in many languages the sign comes last.
    written = _("%(currency)s%(amount)s") % {"currency": currency_symbol(), "amount": figures}
    return f"{MINUS}{written}" if amount < 0 else written


def per(unit: Unit) -> str:
    """As in "per pill"."""
    return _("per %(unit)s") % {"unit": unit.label}


def unit_price(amount: Decimal, unit: Unit) -> str:
    """As in "$0.61 per pill"."""
    return f"{price(amount)} {per(unit)}"


def from_unit_price(amount: Decimal, unit: Unit) -> str:
    """As in "from $0.61 per pill": the lowest unit price of a dosage or a medicine."""
    return _("from %(unit_price)s") % {"unit_price": unit_price(amount, unit)}


def best_per(unit: Unit) -> str:
    """As in "Best per pill": the label of the pack with the lowest unit price."""
    return _("Best per %(unit)s") % {"unit": unit.label}


def at_rate(rate: int, unit: Unit) -> str:
    """As in "at the 60-pill rate": whose rate a list price stands for; `rate` is in units."""
    return _("at the %(count)s-%(unit)s rate") % {"count": figure(rate), "unit": unit.label}


def former_price_words() -> str:
    """What an announced reduction is measured by, with "{price}"; a list price never is that."""
    return _("Lowest price of the last 30 days before the reduction: {price}")


def minus(amount: Decimal) -> str:
    """As in "−$10.00": what is taken off."""
    return price(-amount)


def signed(amount: Decimal) -> str:
    """As in "+$2.00" or "−$1.50": by what a price moves."""
    return f"+{price(amount)}" if amount > 0 else price(amount)


def from_price(amount: Decimal) -> str:
    """As in "from $4.95", where an address may raise it; "free" for nothing."""
    return _("from %(price)s") % {"price": price(amount)} if amount else _("free")
