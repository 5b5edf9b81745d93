"""What the owner hears once a day, in plain values; nothing in it is about one person."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

# After a longer pause the mail says what was last, and the lists of staff the rest.
MOST_DAYS = 31


@dataclass(frozen=True, slots=True)
class Days:
    """By the shop's clock, the first and the last included."""

    first: date
    last: date

    @classmethod
    def told_on(cls, day: date, *, told_before: date | None) -> "Days":
        """Those before `day` that no report has told of; the last one alone where none ever was."""
        last = day - timedelta(days=1)
        first = told_before if told_before and told_before <= last else last
        return cls(max(first, day - timedelta(days=MOST_DAYS)), last)


@dataclass(frozen=True, slots=True)
class Moved:
    """Money that moved in these days."""

    held: Decimal
    taken: Decimal
    given_back: Decimal
    taken_back: Decimal


@dataclass(frozen=True, slots=True)
class Open:
    """Money that is on its way now: held, being given back, disputed by a bank."""

    held: Decimal
    going_back: Decimal
    disputed: Decimal


@dataclass(frozen=True, slots=True)
class Compared:
    """What the comparisons with Stripe of these days came to; `broken_off` had no end."""

    differences: int
    unexplained: int
    broken_off: int


@dataclass(frozen=True, slots=True)
class Calling:
    """Orders that call for a person: each once in `orders`, and by why in the others."""

    orders: int
    payments: int
    in_vain: int
    holds_end: int
    unpaid: int


@dataclass(frozen=True, slots=True)
class Kept:
    """When the oldest of the last whole rounds of housekeeping ended, None where a kind has had
    none yet; how much they forgot together.
    """

    since: datetime | None
    gone: int


@dataclass(frozen=True, slots=True)
class Report:
    """`states` are (state, how many orders), of those that somebody has still to do something for.

    `troubles` and `remarks` are lines of /readyz. Of dosages sold out no more is counted than
    staff's start page does: `sold_out` is a number in words.
    """

    days: Days
    orders: int
    ordered: Decimal
    states: tuple[tuple[str, int], ...]
    moved: Moved
    open: Open
    compared: Compared
    calling: Calling
    sold_out: str
    house: Kept
    troubles: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def things(self) -> int:
        """How many want attention; what comparisons could not explain is one of them."""
        return self.calling.orders + len(self.troubles) + bool(self.compared.unexplained)
