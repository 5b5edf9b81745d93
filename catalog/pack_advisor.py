"""Which packs of a dosage to take for so many units: exact, in plain values.

The cheapest set is found for every number of units at once (the unbounded knapsack).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from math import gcd

from catalog.pricing import CENT, PackOffer, rounded

# Above it counting would keep a web server busy, and an order is better talked about.
MOST_UNITS = 5000
# More packs than any set has, so that their number decides only between sets of one cost.
PACKS_PER_CENT = 1 << 20
# Above every cost.
IMPOSSIBLE = 1 << 90


@dataclass(frozen=True, slots=True)
class PackSet:
    """Packs of one dosage, the largest first, each with how many of it (1 or more)."""

    packs: tuple[tuple[PackOffer, int], ...]

    @property
    def units(self) -> int:
        return sum(offer.units * number for offer, number in self.packs)

    @property
    def price(self) -> Decimal:
        return sum((offer.price * number for offer, number in self.packs), Decimal("0.00"))

    @property
    def as_one(self) -> PackOffer:
        """All its units at its price beside the base pack, as if they were one pack."""
        first = self.packs[0][0]
        return PackOffer(self.units, self.price, base=first.base or first)

    @property
    def saved(self) -> Decimal:
        """What it costs less than the same units at the base pack's rate; below 0 where more."""
        base = self.as_one.base or self.as_one
        return rounded(base.rate * self.units, CENT) - self.price


@dataclass(frozen=True, slots=True)
class Advice:
    """What to take for `need` units.

    `exact` has just as many; `cheaper` has more and costs less, or has more because nothing is
    exact. Where there is neither, `below` is the highest number under the need that packs make, 0
    where none do.
    """

    need: int
    exact: PackSet | None
    cheaper: PackSet | None
    below: int = 0

    @property
    def sets(self) -> list[PackSet]:
        """Those that cover the need, the exact one first."""
        return [found for found in (self.exact, self.cheaper) if found]


def advise(
    offers: Sequence[PackOffer], need: int, *, most: int, only_exact: Collection[int] = ()
) -> Advice:
    """The cheapest packs that cover `need` units (1 or more), among sets of at most `most` units.

    Packs whose units are in `only_exact` are never part of a set of more units than asked for: what
    a prescription or a pharmacist decides about is not to be rounded up. Of sets of one price the
    one with the fewest units is taken, then the one with the fewest packs.
    """
    freely = [offer for offer in offers if offer.units not in only_exact]
    # Whatever has a whole pack more than needed is dearer than the same without this pack.
    highest = min(most, need - 1 + max((offer.units for offer in freely), default=1))
    costs = _Costs(offers, highest)
    exact = costs.set_of(need) if need <= highest else None
    rounded_up = costs if len(freely) == len(offers) else _Costs(freely, highest)
    cheaper = rounded_up.cheapest_of(range(need + 1, highest + 1))
    if cheaper and exact and cheaper.price >= exact.price:
        cheaper = None
    below = 0 if exact or cheaper else costs.highest_up_to(min(need, most))
    return Advice(need, exact, cheaper, below)


def cheaper_set(offers: Sequence[PackOffer], in_cart: Mapping[int, int]) -> PackSet | None:
    """The cheapest packs with just the units of a cart, where they cost less than those in it.

    `in_cart` has how many there are of each pack, by its units; every one is in `offers`.
    """
    price_of = {offer.units: offer.price for offer in offers}
    units = sum(size * number for size, number in in_cart.items())
    cost = sum(price_of[size] * number for size, number in in_cart.items())
    best = _Costs(offers, units).set_of(units) if units else None
    return best if best and best.price < cost else None


class _Costs:
    """The cheapest set of every number of units up to `highest`."""

    def __init__(self, offers: Sequence[PackOffer], highest: int) -> None:
        self._offers = sorted(offers, key=lambda offer: -offer.units)
        # Packs of 30, 60 and 90 only make multiples of 30.
        self._step = reduce(gcd, (offer.units for offer in offers), 0) or 1
        self._cost = [0] + [IMPOSSIBLE] * (highest // self._step)
        self._last = [0] * len(self._cost)
        for place, offer in enumerate(self._offers):
            self._take(place, offer)

    def set_of(self, units: int) -> PackSet | None:
        """The cheapest set of just so many units, with the fewest packs of those."""
        if units <= 0 or units % self._step or self._cost[units // self._step] >= IMPOSSIBLE:
            return None
        numbers: Counter[int] = Counter()
        left = units
        while left:
            place = self._last[left // self._step]
            numbers[place] += 1
            left -= self._offers[place].units
        return PackSet(tuple((self._offers[place], numbers[place]) for place in sorted(numbers)))

    def cheapest_of(self, numbers: Iterable[int]) -> PackSet | None:
        """The cheapest set of any of these numbers of units; of one price, the fewest units."""
        possible = [units for units in numbers if units % self._step == 0]
        return self.set_of(min(possible, key=lambda units: (self._cents(units), units), default=0))

    def highest_up_to(self, units: int) -> int:
        """The highest number of units that packs make; 0 where none do."""
        steps = range(units // self._step, 0, -1)
        return next((step * self._step for step in steps if self._cost[step] < IMPOSSIBLE), 0)

    def _take(self, place: int, offer: PackOffer) -> None:
        """Let every number of units be reached by one more of this pack, where that is cheaper."""
        cost, last = self._cost, self._last
        weight = int(offer.price / CENT) * PACKS_PER_CENT + 1
        size = offer.units // self._step
        for reached in range(size, len(cost)):
            with_it = cost[reached - size] + weight
            if with_it < cost[reached]:
                cost[reached], last[reached] = with_it, place

    def _cents(self, units: int) -> int:
        return self._cost[units // self._step] // PACKS_PER_CENT
