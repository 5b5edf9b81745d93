"""Which pages are the same for everybody, and what has to change before they become others."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.http import HttpResponse

View = TypeVar("View", bound=Callable[..., Any])

# As migration 0001 names them: what every page shows, and what a list of medicines shows of each.
SITE, LISTS = "site", "lists"


@dataclass(frozen=True, slots=True)
class Shows:
    """What a view shows, and `by` which parameters of the address."""

    what: tuple[str, ...]
    by: frozenset[str]


def shows(*what: str, by: tuple[str, ...] = ()) -> Callable[[View], View]:
    """Mark a view whose page is the same for everybody until one of these changes.

    With any other parameter in its address a page is made anew for each who asks.
    """

    def marked(view: View) -> View:
        view.shows = Shows((SITE, *what), frozenset(by))  # type: ignore[attr-defined]
        return view

    return marked


def also_shows(response: HttpResponse, medicine_id: int) -> HttpResponse:
    """Mark an answer as the page of a medicine, by what stays when its address changes."""
    response.shown = (f"medicine {medicine_id}",)  # type: ignore[attr-defined]
    return response
