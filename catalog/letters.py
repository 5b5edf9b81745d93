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
    firsts: Iterable[tuple[str, int]], a_page: int, address: Callable[[int], str]
) -> tuple[LetterLink, ...]:
    """The letters of a list, each once, in the order of `firsts`.

    Those are the first signs of its names, each with how many names begin with it. A page of the
    list holds `a_page` names and has an `address` by its number.
    """
    before, links = 0, dict[str, LetterLink]()
    for first, names in firsts:
        letter, page = letter_of(first), before // a_page + 1
        links.setdefault(letter, LetterLink(letter, f"{address(page)}#l-{letter}"))
        before += names
    return tuple(links.values())
