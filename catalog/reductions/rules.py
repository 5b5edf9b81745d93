"""Whether a pack's price is a reduction, and from what: plain values in and out.

Directive 98/6/EC, article 6a (by Directive (EU) 2019/2161): who announces a reduction names the
lowest price applied in at least the 30 days before it is applied; Commission Notice 2021/C 526/02
explains it, and what is announced is measured by that price alone (Court of Justice, C-330/23).
Read strictly, none of the options that its paragraphs 3 to 5 leave to member states is used: there
is no reduction of a pack on sale for less than 30 days, and one made in steps is measured by the
step before the last.

It is another claim than the list price of catalog/pricing.py, which never was anybody's price.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise, takewhile

PERIOD = timedelta(days=30)
# After that the lower price is itself the lowest of the last 30 days.
LONGEST = timedelta(days=30)
# The law knows no time between lowering a price and announcing it; people need some for both.
ANNOUNCED_WITHIN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for a pack from a moment on; `price` None: it was not on sale."""

    since: datetime
    price: Decimal | None


@dataclass(frozen=True, slots=True)
class PriceNow:
    """The price of a pack on sale, and the lowest asked at any time of the 30 days before it.

    `since` is when it came into force: that is when a reduction is applied. `on_sale_since` is
    without a break; `lowest` is None where those are not the whole 30 days.
    """

    price: Decimal
    since: datetime
    on_sale_since: datetime
    lowest: Decimal | None

    @property
    def is_lower(self) -> bool:
        return self.lowest is not None and self.price < self.lowest

    def is_old(self, begins_at: datetime) -> bool:
        """Whether it was asked for too long before a reduction is announced to begin."""
        return self.since < begins_at - ANNOUNCED_WITHIN

    def former_price(self, begins_at: datetime) -> Decimal | None:
        """What a reduction announced from then on names; None where the price is none."""
        return self.lowest if self.is_lower and not self.is_old(begins_at) else None


def price_now(history: Iterable[Asked]) -> PriceNow | None:
    """By all that was ever asked for a pack; None where it is not on sale."""
    prices = _on_sale_without_a_break(history)
    if not prices:
        return None
    _, price = prices[-1]
    same = list(takewhile(lambda one: one[1] == price, reversed(prices)))
    since = same[-1][0]
    before = prices[: len(prices) - len(same) + 1]
    return PriceNow(price, since, prices[0][0], _lowest(before, since - PERIOD))


def _on_sale_without_a_break(history: Iterable[Asked]) -> list[tuple[datetime, Decimal]]:
    """Each price with its moment; of those of one moment only the last was asked of anybody."""
    prices: dict[datetime, Decimal] = {}
    for asked in sorted(history, key=lambda asked: asked.since):
        if asked.price is None:
            prices.clear()
        else:
            prices[asked.since] = asked.price
    return list(prices.items())


def _lowest(prices: list[tuple[datetime, Decimal]], begin: datetime) -> Decimal | None:
    """Of what was asked between `begin` and the last moment; None where that is not known."""
    if prices[0][0] > begin:
        return None
    return min(price for (_, price), (until, _) in pairwise(prices) if until > begin)
