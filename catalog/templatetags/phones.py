"""How a telephone number is dialled."""

import re

from django import template

register = template.Library()
# What makes a number easy to read (RFC 3966, "visual-separator"), and the slash of some countries.
SEPARATORS = re.compile(r"[\s/().-]")


@register.filter
def dial(number: str) -> str:
    """ "+44 (0)20 7946/0101" -> "+442079460101": who dials a country's code leaves the 0 out."""
    whole = number.replace("(0)", "") if number.lstrip().startswith("+") else number
    return SEPARATORS.sub("", whole)
