"""Parts of a page that many pages, or the same page again, show with the same values."""

from collections.abc import Hashable
from functools import lru_cache

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()

# Rows of packs and of lists, about 2 KB each with what they were made of.
MOST_PARTS = 8192


@register.simple_tag
def part(name: str, **values: Hashable) -> SafeString:
    """A template that shows nothing but these values, filled in once for each set of them.

    What it was filled with before is found by the values themselves, so it can never be old.
    """
    return _filled(name, get_language(), tuple(values.items()))


@lru_cache(maxsize=MOST_PARTS)
def _filled(name: str, language: str, values: tuple[tuple[str, Hashable], ...]) -> SafeString:
    return SafeString(get_template(name).render(dict(values)))


def forget_parts() -> None:
    """Where a setting changes what templates say, as in tests."""
    _filled.cache_clear()
