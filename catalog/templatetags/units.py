"""How templates name and draw a number of units."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from catalog.units import Unit, count, figure, pack_label

register = template.Library()
register.simple_tag(pack_label)
register.simple_tag(count)
register.filter("figure", figure)

# Units that look like another one; every other has a drawing of its own in templates/_sprite.html.
DRAWN_AS = {
    Unit.TABLET: Unit.PILL,
    Unit.LOZENGE: Unit.PILL,
    Unit.SUPPOSITORY: Unit.CAPSULE,
    Unit.AMPOULE: Unit.VIAL,
    Unit.SYRINGE: Unit.VIAL,
    Unit.PEN: Unit.VIAL,
    Unit.SPRAY: Unit.BOTTLE,
    Unit.JAR: Unit.BOTTLE,
    Unit.STRIP: Unit.SACHET,
}


@register.filter
def drawing(unit: Unit) -> str:
    """The id of the symbol that shows a unit."""
    return f"i-a-{DRAWN_AS.get(unit, unit)}"


@register.simple_tag
def pack_size(units: int, unit: Unit) -> SafeString:
    """As in "90 pills", the number bold."""
    return format_html("<b>{}</b> {}", figure(units), unit.noun(units))
