"""Where a page of a list begins or ends, as its address has it.

A page is found by what stands beside it and not by its number: to find the 900th page by that the
database would read the 899 before it.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple, Protocol

from catalog.filters import Sort
from catalog.places.querysets import NO_PRICE

AFTER, BEFORE = "after", "before"
# A medicine, its price per unit where the list is sorted by it, and its name as search folds it.
_TEXT = re.compile(r"([0-9]{1,18})-(?:([0-9]{1,10}\.[0-9]{2,3}|)-)?([^-]{0,400})")


class Cursor(NamedTuple):
    """A place in a list: the page is what stands `after` or `before` it."""

    side: str
    name: str
    medicine_id: int = 0
    price: Decimal | None = None  # of a list sorted by it; NO_PRICE where there is none

    @property
    def key(self) -> tuple[object, ...]:
        key = (self.name, self.medicine_id)
        return key if self.price is None else (self.price, *key)

    @property
    def text(self) -> str:
        if self.price is None:
            return f"{self.medicine_id}-{self.name}"
        price = "" if self.price == NO_PRICE else f"{self.price:.3f}"
        return f"{self.medicine_id}-{price}-{self.name}"


class Address(Protocol):
    def get(self, name: str, default: str, /) -> str: ...


def cursor_in(address: Address, sort: Sort) -> Cursor | None:
    """None where there is none, or none of a list in this order: that is the first page."""
    for side in (AFTER, BEFORE):
        found = _TEXT.fullmatch(_sound(address.get(side, "")))
        if found and (found[2] is not None) == (sort == Sort.PRICE):
            return Cursor(side, found[3], int(found[1]), _price(found[2]))
    return None


def cursor_at(side: str, key: Sequence[Any]) -> Cursor:
    """The place of these columns, as key_of (querysets.py) names them."""
    *price, name, medicine_id = key
    return Cursor(side, name, medicine_id, *price)


def _price(text: str | None) -> Decimal | None:
    if text is None:
        return None
    return Decimal(text) if text else NO_PRICE


def _sound(text: str) -> str:
    """As a database can take it."""
    return text.encode("utf-8", "replace").decode().replace("\0", " ")
