"""Every word the shop says about money: a price, a price per unit, what a pack saves."""

from decimal import Decimal

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from catalog.units import Unit

register = template.Library()

SYMBOLS = {"USD": "$", "GBP": "£", "EUR": "€"}
MINUS = "\N{MINUS SIGN}"


@register.simple_tag
def price(amount: Decimal) -> str:
    """As in "$12,964.00": at least two decimals, more where the amount has them ("$0.052")."""
    _sign, _digits, exponent = amount.as_tuple()
    decimals = max(2, -int(exponent))
    currency = settings.SHOP_CURRENCY
    symbol = SYMBOLS.get(currency, f"{currency}\N{NO-BREAK SPACE}")
    return f"{MINUS if amount < 0 else ''}{symbol}{abs(amount):,.{decimals}f}"


@register.simple_tag
def per(unit: Unit) -> str:
    """As in "per pill"."""
    return _("per %(unit)s") % {"unit": unit.label}


@register.simple_tag
def unit_price(amount: Decimal, unit: Unit) -> str:
    """As in "$0.61 per pill"."""
    return f"{price(amount)} {per(unit)}"


@register.simple_tag
def from_unit_price(amount: Decimal, unit: Unit) -> str:
    """As in "from $0.61 per pill": the lowest unit price of a dosage or a medicine."""
    return _("from %(unit_price)s") % {"unit_price": unit_price(amount, unit)}


@register.simple_tag
def best_per(unit: Unit) -> str:
    """As in "Best per pill": the label of the pack with the lowest unit price."""
    return _("Best per %(unit)s") % {"unit": unit.label}


@register.simple_tag
def at_rate(rate: int, unit: Unit) -> str:
    """As in "At the 60-pill rate": whose rate a list price stands for; `rate` is in units."""
    return _("At the %(count)s-%(unit)s rate") % {"count": f"{rate:,}", "unit": unit.label}


@register.simple_tag
def struck_explained(rate: int, unit: Unit) -> SafeString:
    """The head of the column of list prices: "Struck: at the 60-pill rate"."""
    words = _("at the %(count)s-%(unit)s rate") % {"count": f"{rate:,}", "unit": unit.label}
    return format_html("<s>{}</s>: {}", _("Struck"), words)


@register.simple_tag
def struck(list_price: Decimal, rate: int, unit: Unit) -> SafeString:
    """A list price struck through, said in words too: screen readers skip `<s>`."""
    shown = price(list_price)
    said = f"{at_rate(rate, unit)}: {shown}"
    return format_html('<span class="vh">{}</span><s aria-hidden="true">{}</s>', said, shown)


@register.simple_tag
def saving(percent: int) -> SafeString:
    """As in "−30%", said as "you save 30%"."""
    said = _("you save %(percent)s%%") % {"percent": percent}
    shown = f"{MINUS}{percent}%"
    return format_html(
        '<span class="save"><span class="vh">{}</span><span aria-hidden="true">{}</span></span>',
        said,
        shown,
    )


@register.simple_tag
def minus(amount: Decimal) -> str:
    """As in "−$10.00": what is taken off."""
    return price(-amount)


@register.simple_tag
def from_price(amount: Decimal) -> str:
    """As in "from $4.95", where an address may raise it; "free" for nothing."""
    return _("from %(price)s") % {"price": price(amount)} if amount else _("free")
