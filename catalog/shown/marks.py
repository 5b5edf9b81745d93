"""Which pages are the same for everybody, and what has to change before they become others."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])

# As migration 0001 names them: what every page shows, what a list of medicines shows of each, and
# what the page of one shows.
SITE, LISTS, MEDICINE = "site", "lists", "medicine {slug}"


@dataclass(frozen=True, slots=True)
class Shows:
    """What a view shows, and `by` which parameters of the address."""

    what: tuple[str, ...]
    by: frozenset[str]

    def of(self, address: Mapping[str, Any]) -> tuple[str, ...]:
        """The same for one page: `address` is what urls.py found in its path."""
        return tuple(what.format(**address) for what in self.what)


def shows(*what: str, by: tuple[str, ...] = ()) -> Callable[[View], View]:
    """Mark a view whose page is the same for everybody until one of these changes.

    With any other parameter in its address a page is made anew for each who asks.
    """

    def marked(view: View) -> View:
        view.shows = Shows((SITE, *what), frozenset(by))  # type: ignore[attr-defined]
        return view

    return marked
