"""The fields of forms. A blank one is the same for everybody, and so is made only once."""

from typing import Any

from django import template
from django.forms import BoundField
from django.template.loader import get_template
from django.utils.safestring import SafeString

from catalog.templatetags.parts import filled_in

register = template.Library()
FIELD = "checkout/_field.html"


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """An input with its label, hint and error: templates/checkout/_field.html."""
    if _says_something(bound):
        return SafeString(get_template(FIELD).render({"field": bound}))
    return filled_in(FIELD, _looks(bound), {"field": bound})


def _says_something(bound: BoundField) -> bool:
    """Of a person, who is not to be kept, or of what is on offer."""
    return bool(bound.errors or bound.value() or hasattr(bound.field, "choices"))


def _looks(bound: BoundField) -> tuple[Any, ...]:
    """All that a blank field shows."""
    attrs = tuple(bound.field.widget.attrs.items())
    return (type(bound.form), bound.name, bound.auto_id, bound.label, bound.help_text, attrs)
