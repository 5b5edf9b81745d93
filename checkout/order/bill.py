"""What an order's approved packs cost, with the tax inside: plain values that add up to the cent.

Before anybody has decided, all packs count as approved.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from catalog.pricing import PackOffer
from catalog.tax import tax_included
from catalog.units import Unit

NOTHING = Decimal("0.00")


def percent(rate: Decimal) -> str:
    """As in "8.25%" and "7%"."""
    return _("%(number)s%%") % {"number": number_format(rate.normalize())}


@dataclass(frozen=True, slots=True)
class BillLine:
    """One pack, `packs` times; `ordered` were wanted. `tax_rate` is a percentage in its price.

    `instead_of` names the packs that were ordered where a pharmacist chose these, "1 × 180 pills".
    `reason` says why a pharmacist rejected them, where whoever reads the bill may know.
    """

    medicine_name: str
    dosage_text: str
    pack_text: str
    unit: Unit
    units: int
    ordered: int
    packs: int
    pack_price: Decimal
    tax_rate: Decimal
    instead_of: str = ""
    reason: str = ""

    @property
    def price(self) -> Decimal:
        return self.pack_price * self.packs

    @property
    def tax(self) -> Decimal:
        return tax_included(self.price, self.tax_rate)

    @property
    def unit_price(self) -> Decimal:
        """Per unit, as it was when the order was placed."""
        return PackOffer(self.units, self.pack_price).unit_price

    @property
    def tax_text(self) -> str:
        return percent(self.tax_rate)

    @property
    def is_part(self) -> bool:
        """Whether less or something else was approved than ordered."""
        return self.packs != self.ordered or bool(self.instead_of)


@dataclass(frozen=True, slots=True)
class DeliveryCost:
    """Delivery and the tax in its price; older orders do not know the tax's rate."""

    method: str
    price: Decimal
    tax: Decimal
    tax_rate: Decimal | None = None

    @property
    def tax_text(self) -> str:
        """Such as "7%", "" where the rate is not known or nothing is to pay."""
        return percent(self.tax_rate) if self.price and self.tax_rate is not None else ""


@dataclass(frozen=True, slots=True)
class TaxShare:
    """The tax of one rate, and the prices it is in."""

    rate: Decimal | None
    prices: Decimal
    tax: Decimal

    @property
    def text(self) -> str:
        """Such as "7%", "" where the rate is not known."""
        return "" if self.rate is None else percent(self.rate)


@dataclass(frozen=True, slots=True)
class Bill:
    """Lines and delivery make the total, and the taxes are inside of them."""

    lines: tuple[BillLine, ...]
    delivery: DeliveryCost

    @property
    def goods(self) -> Decimal:
        return _sum(line.price for line in self.lines)

    @property
    def total(self) -> Decimal:
        return self.goods + self.delivery.price

    @property
    def tax(self) -> Decimal:
        return _sum(line.tax for line in self.lines) + self.delivery.tax

    @property
    def is_part(self) -> bool:
        """Whether less or something else was approved than ordered."""
        return any(line.is_part for line in self.lines)

    @property
    def is_replaced(self) -> bool:
        """Whether a pharmacist chose other packs than those that were ordered."""
        return any(line.instead_of for line in self.lines)

    @property
    def taxes(self) -> tuple[TaxShare, ...]:
        """By rate, the lowest first, where there is anything to tax; an unknown rate is last."""
        delivery = self.delivery
        parts = [
            *((line.tax_rate, line.price, line.tax) for line in self.lines),
            (delivery.tax_rate, delivery.price, delivery.tax),
        ]
        rates = {rate for rate, price, _tax in parts if price}
        return tuple(
            TaxShare(
                rate,
                prices=_sum(price for of, price, _tax in parts if of == rate),
                tax=_sum(tax for of, _price, tax in parts if of == rate),
            )
            for rate in sorted(rates, key=lambda rate: (rate is None, rate or NOTHING))
        )


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, NOTHING)
