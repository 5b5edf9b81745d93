"""Which texts a shop may have, at which addresses, and how pages link to them."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class TextKind(TextChoices):
    """In the order of the footer; the value is the address, which other sites link to."""

    ABOUT = "about", _("About us")
    DELIVERY_AND_RETURNS = "delivery-and-returns", _("Delivery and returns")
    COMPLAINTS = "complaints", _("Complaints")
    TERMS = "terms", _("Terms")
    PRIVACY = "privacy", _("Privacy")
    COOKIES = "cookies", _("Cookies")
    ACCESSIBILITY = "accessibility", _("Accessibility")

    @property
    def url(self) -> str:
        return reverse("text", args=[self.value])


# The shop itself has something to say there, whatever staff have written (catalog/texts/told.py).
ALWAYS_THERE = frozenset({TextKind.PRIVACY, TextKind.COOKIES})


class TextAddress:
    """The part of an address that names a text, for `path()`."""

    regex = "|".join(TextKind.values)

    def to_python(self, value: str) -> TextKind:
        return TextKind(value)

    def to_url(self, value: str) -> str:
        return str(value)


@dataclass(frozen=True, slots=True)
class TextLink:
    title: str
    url: str


def text_links(kinds: Collection[str]) -> tuple[TextLink, ...]:
    """Links to the texts of these kinds, in the order of the footer."""
    return tuple(TextLink(str(kind.label), kind.url) for kind in TextKind if kind in kinds)


def footer_links(kinds: Collection[str]) -> tuple[TextLink, ...]:
    """With those that are always there, where staff have written texts of `kinds`."""
    return text_links({*kinds, *ALWAYS_THERE})
