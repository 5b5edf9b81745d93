"""Does a deed to each of many, whatever breaks: what could not be done keeps no other waiting."""

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

from checkout.duties import DATABASE_AWAY

T = TypeVar("T")
log = logging.getLogger(__name__)


class Unfinished(Exception):
    """A step of housekeeping was taken but for some, which the log names.

    `gone` and `after` are what it comes to all the same, as chores.Taken has it.
    """

    def __init__(self, gone: int, after: str | None) -> None:
        super().__init__(gone, after)
        self.gone, self.after = gone, after


class Deeds:
    """How many were done, and whether it was tried in vain of any."""

    def __init__(self) -> None:
        self.done, self.in_vain = 0, False

    def each(
        self, things: Iterable[T], deed: Callable[[T], bool], called: Callable[[T], str]
    ) -> None:
        """Do it to each; `called` names one in the log. Raises only where the database is away."""
        for thing in things:
            try:
                self.done += deed(thing)
            except DATABASE_AWAY:
                raise
            except Exception:
                log.exception("%s could not be forgotten", called(thing))
                self.in_vain = True

    def taken(self, after: str | None) -> tuple[int, str | None]:
        """As a step gives it back. Raises Unfinished."""
        if self.in_vain:
            raise Unfinished(self.done, after)
        return self.done, after
