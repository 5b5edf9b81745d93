"""A text's Markdown as its page shows it, and its first words for search engines."""

from functools import lru_cache
from itertools import pairwise
from textwrap import shorten

from catalog.markdown import safe_markdown

# What search engines show of a page's description.
A_DESCRIPTION = 155
BREAKS = ("softbreak", "hardbreak")

_markdown = safe_markdown()


@lru_cache(maxsize=64)
def rendered(body: str) -> str:
    """Safe HTML: no raw HTML, no picture, no link that runs a script.

    Its headings stand below the page's own, and none leaves a level out.
    """
    tokens = _markdown.parse(body)
    above: list[str] = []
    for token in tokens:
        if token.type == "heading_open":
            above = [*(tag for tag in above if tag < token.tag), token.tag]
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(len(above) + 1, 6)}"
    return str(_markdown.renderer.render(tokens, _markdown.options, {}))


@lru_cache(maxsize=64)
def first_words(body: str) -> str:
    """The first paragraph in plain words, cut between two of them; "" where there is none."""
    for before, token in pairwise(_markdown.parse(body)):
        if before.type == "paragraph_open":
            parts = token.children or ()
            plain = "".join(" " if part.type in BREAKS else part.content for part in parts)
            return shorten(plain, A_DESCRIPTION, placeholder="…")
    return ""
