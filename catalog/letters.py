"""Under which letter a name stands in a list from A to Z: neither case nor accents count."""

from collections.abc import Iterable
from unicodedata import combining, normalize

# Where names that begin with no letter stand, before A.
NO_LETTER = "0-9"


def letter_of(name: str) -> str:
    """ "A" for "aspirin", "E" for "Éclair", "0-9" for "5-HTP"."""
    first = _folded(name)[:1]
    return first if first.isalpha() else NO_LETTER


def place_of(name: str) -> tuple[bool, str]:
    """What names are sorted by: those without a letter first."""
    return letter_of(name) != NO_LETTER, _folded(name)


def letters_of(names: Iterable[str]) -> tuple[str, ...]:
    """The letters under which these names stand, each once, in the order of the list."""
    return tuple(sorted({letter_of(name) for name in names}, key=place_of))


def _folded(name: str) -> str:
    """In capitals; a letter and its accent come apart, and the accent goes."""
    return "".join(sign for sign in normalize("NFKD", name) if not combining(sign)).upper()
