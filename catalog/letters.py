"""A list from A to Z: under which letter a name stands, and where that letter begins."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

# Where names that begin with no letter stand, before A.
NO_LETTER = "0-9"


@dataclass(frozen=True, slots=True)
class LetterLink:
    """A letter under which there are medicines, and the address it leads to."""

    letter: str
    address: str


def letter_of(first: str) -> str:
    """ "A" for a name whose first sign search folds to "a"; "0-9" for "5", and for none."""
    return first.upper() if first.isalpha() else NO_LETTER


def letter_links(
    firsts: Iterable[str], ends: str | None, address: Callable[[str], str]
) -> tuple[LetterLink, ...]:
    """The letters of a list, each once, in the order of `firsts`, the first signs of its names.

    The first page `ends` with a name of this sign, or with the list. What begins there is found
    by its `address` of "", else by that of the sign.
    """
    links = dict[str, LetterLink]()
    for first in firsts:
        letter, is_on_the_first = letter_of(first), ends is None or first <= ends
        there = address("" if is_on_the_first else first)
        links.setdefault(letter, LetterLink(letter, f"{there}#l-{letter}"))
    return tuple(links.values())
