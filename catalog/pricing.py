"""What a pack costs per unit, what it saves and which pack is best: plain values in and out."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cached_property

CENT = Decimal("0.01")
TENTH_OF_A_CENT = Decimal("0.001")
THREE_DECIMALS_UNDER = Fraction(1, 10)


@dataclass(frozen=True)
class PackOffer:
    """One pack of a dosage at its price, beside the dosage's base pack.

    `base` is the smallest pack on sale, None for the base pack itself.
    """

    units: int
    price: Decimal
    base: "PackOffer | None" = None
    is_best: bool = False

    @cached_property
    def rate(self) -> Fraction:
        """The exact price of one unit, never rounded."""
        return Fraction(self.price) / self.units

    @cached_property
    def unit_price(self) -> Decimal:
        """Price of one unit to the cent; to a tenth of a cent where it is under $0.10."""
        step = TENTH_OF_A_CENT if self.rate < THREE_DECIMALS_UNDER else CENT
        return rounded(self.rate, step)

    @cached_property
    def list_price(self) -> Decimal | None:
        """The same units at the base pack's rate, where that saves at least one percent."""
        return self._at_base_rate if self._percent_saved >= 1 else None

    @cached_property
    def saving(self) -> int | None:
        """Whole percent saved against the list price, where a list price is shown."""
        return self._percent_saved if self._percent_saved >= 1 else None

    @property
    def dearer_than_base(self) -> bool:
        """Staff are warned: a larger pack should not cost more per unit."""
        return self.base is not None and self.rate > self.base.rate

    @cached_property
    def _at_base_rate(self) -> Decimal:
        base = self.base or self
        return rounded(base.rate * self.units, CENT)

    @cached_property
    def _percent_saved(self) -> int:
        at_base_rate = self._at_base_rate
        saved = Fraction(at_base_rate - self.price) / Fraction(at_base_rate)
        return int(rounded(saved * 100, Decimal(1)))


def price_table(packs: Iterable[tuple[int, Decimal]]) -> tuple[PackOffer, ...]:
    """The packs on sale of one dosage, each `(units, price)`, as offers sorted by units.

    Units are distinct and above 0, prices above 0 with at most two decimals.
    """
    ordered = sorted(packs)
    if not ordered:
        return ()
    base = PackOffer(*ordered[0])
    best_units = min(ordered, key=lambda pack: (Fraction(pack[1]) / pack[0], pack[0]))[0]
    several = len(ordered) > 1
    return tuple(
        PackOffer(
            units,
            price,
            base=None if units == base.units else base,
            is_best=several and units == best_units,
        )
        for units, price in ordered
    )


def margin(price: Decimal, units: int, unit_cost: Decimal) -> int:
    """Whole percent of a pack's price that is not the cost of its units; below 0 at a loss."""
    left = Fraction(price) - Fraction(unit_cost) * units
    return int(rounded(left / Fraction(price) * 100, Decimal(1)))


def rounded(amount: Fraction, step: Decimal) -> Decimal:
    """An exact amount to the nearest `step`, a half upwards (away from zero)."""
    steps = amount / Fraction(step)
    whole, rest = divmod(abs(steps.numerator), steps.denominator)
    if 2 * rest >= steps.denominator:
        whole += 1
    return (Decimal(whole if steps >= 0 else -whole) * step).quantize(step, ROUND_HALF_UP)
