"""What a pack costs per unit, what it saves and which pack is best: plain values in and out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

CENT = Decimal("0.01")
TENTH_OF_A_CENT = Decimal("0.001")
THREE_DECIMALS_UNDER = Fraction(1, 10)


@dataclass(frozen=True, slots=True)
class PackOffer:
    """One pack of a dosage at its price, beside the dosage's base pack.

    `base` is the smallest pack on sale, None for the base pack itself.
    """

    units: int
    price: Decimal
    base: "PackOffer | None" = None
    is_best: bool = False

    @property
    def rate(self) -> Fraction:
        """The exact price of one unit, never rounded."""
        price, parts = self.price.as_integer_ratio()
        return Fraction(price, parts * self.units)

    @property
    def unit_price(self) -> Decimal:
        """Price of one unit to the cent; to a tenth of a cent where it is under $0.10."""
        rate = self.rate
        return rounded(rate, TENTH_OF_A_CENT if rate < THREE_DECIMALS_UNDER else CENT)

    @property
    def list_price(self) -> Decimal | None:
        """The same units at the base pack's rate, where that saves at least one percent."""
        at_base_rate = self._at_base_rate
        return at_base_rate if self._percent_below(at_base_rate) >= 1 else None

    @property
    def saving(self) -> int | None:
        """Whole percent saved against the list price, where a list price is shown."""
        percent = self._percent_below(self._at_base_rate)
        return percent if percent >= 1 else None

    @property
    def dearer_than_base(self) -> bool:
        """Staff are warned: a larger pack should not cost more per unit."""
        return self.base is not None and self.rate > self.base.rate

    @property
    def _at_base_rate(self) -> Decimal:
        base = self.base or self
        price, parts = base.price.as_integer_ratio()
        return rounded(Fraction(price * self.units, parts * base.units), CENT)

    def _percent_below(self, at_base_rate: Decimal) -> int:
        if self.base is None:
            return 0
        whole, parts = at_base_rate.as_integer_ratio()
        saved, of_parts = (at_base_rate - self.price).as_integer_ratio()
        return _half_up(100 * saved * parts, of_parts * whole)


def price_table(packs: Iterable[tuple[int, Decimal]]) -> tuple[PackOffer, ...]:
    """The packs on sale of one dosage, each `(units, price)`, as offers sorted by units.

    Units are distinct and above 0, prices above 0 with at most two decimals.
    """
    ordered = sorted(packs)
    if not ordered:
        return ()
    base = PackOffer(*ordered[0])
    best_units = _best_units(ordered)
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
    size, parts = step.as_integer_ratio()
    steps = _half_up(amount.numerator * parts, amount.denominator * size)
    return (Decimal(steps) * step).quantize(step, ROUND_HALF_UP)


def _half_up(numerator: int, denominator: int) -> int:
    """The nearest whole number, a half away from zero; whole numbers are exact, and fast."""
    whole, rest = divmod(abs(numerator), denominator)
    whole += 2 * rest >= denominator
    return whole if numerator >= 0 else -whole


def _best_units(ordered: Sequence[tuple[int, Decimal]]) -> int:
    """The first of the lowest rate: a product of whole units and cents is exact."""
    best_units, best_price = ordered[0]
    for units, price in ordered:
        if price * best_units < best_price * units:
            best_units, best_price = units, price
    return best_units
