"""Staff's Markdown as safe HTML, whatever text of theirs it is."""

from markdown_it import MarkdownIt


def safe_markdown(*without: str) -> MarkdownIt:
    """Renders no raw HTML, picture or link that runs a script; nor what it does `without`."""
    return MarkdownIt("commonmark", {"html": False}).disable(["image", *without])
