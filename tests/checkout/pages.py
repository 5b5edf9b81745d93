"""How tests read a page."""

import re
from html import unescape


def text_of(response) -> str:
    """What stands on the page: no tags, plain spaces."""
    return text_in(response.content)


def text_in(page: bytes) -> str:
    text = unescape(re.sub(r"<[^>]+>", " ", page.decode()))
    return " ".join(text.split())


def said_on_top(response) -> list[tuple[str, str]]:
    """The summary of errors: where each link leads and what it says."""
    summary = re.search(r'<div class="errors".*?</div>', response.content.decode(), re.DOTALL)
    links = re.findall(r'<a href="#([^"]*)">([^<]*)</a>', summary[0] if summary else "")
    return [(place, unescape(words)) for place, words in links]
