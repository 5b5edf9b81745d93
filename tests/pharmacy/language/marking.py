"""A language in which every message is marked, and what of a page is not.

Sample data is Greek: so a Latin letter outside of the marks is a text that nobody can translate.
"""

import re
from html.parser import HTMLParser

from django.utils.safestring import SafeData, mark_safe
from django.utils.translation import _trans

OPENS, CLOSES = "\u27e6", "\u27e7"  # double square brackets, which no text of ours has
# Addresses, an order's number, and what is written the same in every language.
NO_WORDS = re.compile(
    r"[\w.+-]+@[\w.-]+|https?://\S+|www\.\S+"
    r"|\b[0-9A-Z]{4}-[0-9A-Z]{4}\b"
    r"|(?<![A-Za-z])(?:mg|g|ml|mmol|IU|KB|MB|PDF)(?![A-Za-z])"
)
SILENT = {"script", "style"}
SAID = {"aria-label", "alt", "title", "placeholder", "data-failed"}
NAMES_A_PAGE = {"description", "og:title", "og:description"}


def marked(message: str) -> str:
    """As gettext would answer."""
    if not message:
        return ""
    words = f"{OPENS}{message}{CLOSES}"
    return mark_safe(words) if isinstance(message, SafeData) else words


def mark_every_message(monkeypatch) -> None:
    """Until the test ends."""
    answers = {
        "gettext": marked,
        "pgettext": lambda _context, message: marked(message),
        "ngettext": lambda one, many, number: marked(one if number == 1 else many),
        "npgettext": lambda _context, one, many, number: marked(one if number == 1 else many),
    }
    for name, answer in answers.items():
        monkeypatch.setattr(_trans, name, answer, raising=False)
    # A language of its own, so that nothing is taken for it that was kept in another.
    monkeypatch.setattr(_trans, "get_language", lambda: "en-marked", raising=False)


def untranslatable(page: str) -> list[str]:
    """What a page (or one text) shows or says that went through no translation, each once."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return sorted({" ".join(words.split()) for words in reader.found if _has_words(words)})


def _has_words(text: str) -> bool:
    return bool(re.search(r"[A-Za-z]", NO_WORDS.sub(" ", text)))


class _Reader(HTMLParser):
    """Collects what stands outside of the marks, which may be open across elements."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._depth, self._silent, self._code = 0, 0, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self._silent += tag in SILENT
        if values.get("translate") == "no":
            self._code = tag
        said = [value for name, value in attrs if name in SAID]
        if tag == "meta" and (values.get("name") or values.get("property")) in NAMES_A_PAGE:
            said.append(values.get("content"))
        if tag == "input" and values.get("type") in ("submit", "button"):
            said.append(values.get("value"))
        for value in said:
            self.found += _outside(value or "")[0]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in SILENT
        if tag == self._code:
            self._code = ""

    def handle_data(self, data: str) -> None:
        if not self._silent and not self._code:
            outside, self._depth = _outside(data, self._depth)
            self.found += outside


def _outside(text: str, depth: int = 0) -> tuple[list[str], int]:
    """The parts outside of the marks, and how many are open at the end."""
    parts = []
    for piece in re.split(f"([{OPENS}{CLOSES}])", text):
        if piece == OPENS:
            depth += 1
        elif piece == CLOSES:
            depth -= 1
        elif depth == 0:
            parts.append(piece)
    return parts, depth
