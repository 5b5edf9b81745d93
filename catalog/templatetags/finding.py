"""Where a text has the words of a search."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from catalog.search.words import Words, capitalised

register = template.Library()
register.filter(capitalised)


@register.filter
def marked(text: str, words: Words) -> SafeString:
    """The text with the words of a search marked; as it is where there was no search."""
    if not words:
        return format_html("{}", text)
    return format_html_join(
        "",
        "{}",
        (
            (format_html("<mark>{}</mark>", part) if is_marked else part,)
            for part, is_marked in words.marked_in(text)
        ),
    )
