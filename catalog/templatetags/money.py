"""The words about money in templates, and those that are drawn as well as said."""

from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from catalog import money
from catalog.money import MINUS, at_rate, price
from catalog.units import Unit

register = template.Library()

for tag in (
    money.currency_symbol,
    money.price,
    money.per,
    money.unit_price,
    money.from_unit_price,
    money.best_per,
    money.minus,
    money.at_rate,
):
    register.simple_tag(tag)


@register.simple_tag
def struck_explained(rate: int, unit: Unit) -> SafeString:
    """The head of the column of list prices: "Struck: at the 60-pill rate"."""
    return format_html("<s>{}</s>: {}", _("Struck"), at_rate(rate, unit))


@register.simple_tag
def struck(list_price: Decimal, rate: int, unit: Unit) -> SafeString:
    """A list price struck through, said in words too: screen readers skip `<s>`."""
    shown = price(list_price)
    said = f"{capfirst(at_rate(rate, unit))}: {shown}"
    return format_html('<span class="vh">{}</span><s aria-hidden="true">{}</s>', said, shown)


@register.simple_tag
def former_price(amount: Decimal) -> SafeString:
    """What an announced reduction is measured by, struck after the words that say so."""
    shown = format_html('<s class="num">{}</s>', price(amount))
    return format_html(money.former_price_words(), price=shown)


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
