"""What each kind of blow did to the shop, in Markdown."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.chaos.afterwards import Money
from tests.chaos.answers import Tally

HEAD = (
    "Befalls the shop",
    "Blows",
    "Requests",
    "Refused",
    "Friendly page",
    "Other",
    "Orders",
    "Paid",
    "Held",
    "Charged",
    "Refunded",
    "Problems",
    "Whole again after",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One kind; `whole_after` in seconds from the last blow and the last shopper's leaving."""

    says: str
    blows: int
    tally: Tally
    orders: int
    paid: int
    money: Money
    whole_after: float
    problems: list[str] = field(default_factory=list)

    def cells(self) -> list[str]:
        tally, money = self.tally, self.money
        counts = (self.blows, tally.sent, tally.refused, tally.friendly, tally.others)
        sums = (money.held, money.charged, money.refunded)
        return [
            self.says,
            *(f"{count:,}" for count in (*counts, self.orders, self.paid)),
            *(f"{cents / 100:,.2f}" for cents in sums),
            str(len(self.problems)),
            f"{self.whole_after:.0f} s",
        ]


def table(
    rows: Sequence[Row], *, at_a_time: int, seconds: float, seed: int, restarts: int, of: str
) -> str:
    """`of` is the commit and the day it began with: a run takes half an hour."""
    lines = [list(HEAD), ["---", *["--:"] * (len(HEAD) - 1)], *(row.cells() for row in rows)]
    return "\n".join(
        [
            *(f"| {' | '.join(line)} |" for line in lines),
            "",
            f"{at_a_time} shoppers at a time, {seconds:.0f} s of each kind, sums in USD. Processes"
            f" were started again by their supervisor {restarts:,} times, nothing was done by"
            f" hand. Seed {seed}: {of}.",
        ]
    )
