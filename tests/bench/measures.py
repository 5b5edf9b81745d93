"""What is measured: the words of the table, and the walks that lead past them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from tests.outside.visitor import Visitor

Journey = Callable[[Visitor], Awaitable[None]]


class Measure(StrEnum):
    """The rows of the table, in its order."""

    MEDICINE = "Medicine page"
    COMPRESSED = "Medicine page, gzip"
    MEDICINES = "List of medicines"
    HOME = "Home page"
    ADD_TO_NEW = "Add to a new cart"
    ADD_TO_GROWING = "Add to a cart that grows to 20 lines"
    CHECKOUT = "From a pack to the review, 8 requests"
    PLACE = "Place the order"
    PAY = "Go to the payment page"


@dataclass(frozen=True, slots=True)
class Step:
    """One measure, of this table or another, and what a visitor does for it."""

    measure: StrEnum
    journey: Journey


# The steps the same visitors take one after the other: all the first, then all the second.
Walk = tuple[Step, ...]
