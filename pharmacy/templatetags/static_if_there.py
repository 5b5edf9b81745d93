"""A static file's address for a page that must not break with it."""

from django import template
from django.templatetags.static import static

register = template.Library()


@register.simple_tag
def static_if_there(path: str) -> str:
    """The address of a collected file, "" where nothing is known of it: none was collected."""
    try:
        return static(path)
    except ValueError:
        return ""
