"""Parts of a page that many pages, or the same page again, show with the same values."""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any

from django import template
from django.conf import settings
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from catalog.memory import Memory

Key = tuple[str, str | None, tuple[Hashable, ...]]

register = template.Library()

# What a part costs beside its own text: the values it was made of, of about the same length, and
# Python's objects.
OVERHEAD_BYTES = 1_000


def weight(_key: Key, filled: SafeString) -> int:
    """In bytes, of letters that take one."""
    return 2 * len(filled) + OVERHEAD_BYTES


_parts: Memory[Key, SafeString] = Memory(settings.PARTS_MB * 1_000_000, weight)


@register.simple_tag
def part(name: str, **values: Hashable) -> SafeString:
    """A template that shows nothing but these values, filled in once for each set of them.

    What it was filled with before is found by the values themselves, so it can never be old.
    """
    return filled_in(name, tuple(values.items()), values)


def filled_in(name: str, shown: tuple[Hashable, ...], context: dict[str, Any]) -> SafeString:
    """The template, which shows of its context nothing but what `shown` says."""
    return _found(name, shown, lambda: get_template(name).render(context))


def written_once(write: Callable[..., str]) -> Callable[..., str]:
    """A part that is no template: what a function writes of nothing but these values."""

    @wraps(write)
    def written(*values: Hashable) -> str:
        return _found(write.__qualname__, values, lambda: write(*values))

    return written


def _found(name: str, values: tuple[Hashable, ...], make: Callable[[], str]) -> SafeString:
    key = (name, get_language(), values)
    filled = _parts.get(key)
    if filled is None:
        filled = SafeString(make())
        _parts.put(key, filled)
    return filled


def forget_parts() -> None:
    """Where a setting changes what templates say, as in tests."""
    _parts.clear()
