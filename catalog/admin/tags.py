"""The small coloured words of the staff screens."""

from django.utils.html import format_html
from django.utils.safestring import SafeString


def tag(words: str, state: str = "") -> SafeString:
    """A word in a state's colour: "good", "info", "warn", "stop", "best" or grey."""
    return format_html('<span class="tag {}">{}</span>', state, words)
