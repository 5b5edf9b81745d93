"""How templates show a picture: in sizes for the place it stands in, with room kept for it."""

from dataclasses import dataclass

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from catalog.pictures.links import PictureShown

register = template.Library()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a picture stands: the widths worth loading there, and how wide it is drawn."""

    widths: tuple[int, ...]
    sizes: str


PLACES = {
    "row": Place((96, 192), "3.25rem"),
    "hero": Place((192, 384), "9rem"),
    "strip": Place((192, 384, 768), "(min-width: 48rem) 10rem, 45vw"),
    "desk": Place((192, 384), "8rem"),
}


@register.simple_tag
def picture(shown: PictureShown, place: str, alt: str | None = None) -> SafeString:
    """An `img`, loaded when it comes into sight; `alt` "" where it stands beside its name."""
    where = PLACES[place]
    return format_html(
        '<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}"'
        ' loading="lazy" decoding="async">',
        shown.url(where.widths[0]),
        shown.srcset(where.widths),
        where.sizes,
        where.widths[0],
        where.widths[0],
        shown.alt if alt is None else alt,
    )
