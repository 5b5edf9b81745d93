"""The cart as a value: what is in it at today's prices. Every sum of the shop is made here."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.legal_class import LegalClass, needs_pharmacist, words_for
from catalog.pricing import PackOffer
from catalog.strengths import dosage_query, strength_text
from catalog.substances.rules import Contained
from catalog.substances.sizes import COUNTED
from catalog.tax import tax_included
from catalog.units import Unit, count, pack_label

NOTHING = Decimal("0.00")


def _pack_name(medicine: str, dosage_label: str, pack: str) -> str:
    facts = {"medicine": medicine, "dosage": strength_text(dosage_label), "pack": pack}
    return _("%(medicine)s %(dosage)s, %(pack)s") % facts


@dataclass(frozen=True, slots=True)
class CartLine:
    """One pack in the cart, `quantity` times.

    `offer` is today's, beside all packs on sale of its dosage; a pack off sale stands alone.
    `units_free` is what the dosage's pool holds, `tax_rate` a percentage inside the price.
    """

    pack_id: int
    stockrecord_id: int
    dosage_id: int
    medicine_id: int
    medicine_name: str
    medicine_slug: str
    dosage_label: str
    unit: Unit
    quantity: int
    offer: PackOffer
    price_when_added: Decimal
    units_when_added: int
    dosage_when_added: str
    legal_class: LegalClass
    on_sale: bool
    units_free: int
    max_units_per_order: int | None
    max_units_per_period: int | None
    period_days: int | None
    minimum_age: int | None
    tax_rate: Decimal
    substances: tuple[Contained, ...] = ()

    @property
    def dosage_text(self) -> str:
        return strength_text(self.dosage_label)

    @property
    def pack_text(self) -> str:
        """As in "90 pills"."""
        return count(self.unit, self.offer.units)

    @property
    def name_when_added(self) -> str:
        """The pack under today's medicine as it was then: "Baclofen 10 mg, 60 pills"."""
        return _pack_name(
            self.medicine_name, self.dosage_when_added, count(self.unit, self.units_when_added)
        )

    @property
    def is_another_pack(self) -> bool:
        """Whether staff have made another size or strength of it since it was added."""
        then = (self.units_when_added, strength_text(self.dosage_when_added))
        return then != (self.offer.units, self.dosage_text)

    @property
    def name(self) -> str:
        """As messages and buttons name the pack: "Baclofen 10 mg, 90 pills"."""
        return _pack_name(self.medicine_name, self.dosage_label, self.pack_text)

    @property
    def label(self) -> str:
        """As the medicine's own page names the pack: "90 pills of 10 mg"."""
        return pack_label(self.offer.units, self.unit, self.dosage_text)

    @property
    def url(self) -> str:
        """The medicine's page, opened at this dosage."""
        return reverse("medicine", args=[self.medicine_slug]) + dosage_query(self.dosage_label)

    @property
    def units_total(self) -> int:
        return self.offer.units * self.quantity

    @property
    def counted_units(self) -> int:
        """Units that count towards what is sold of a substance: pills do, bottles do not."""
        return self.units_total if self.unit in COUNTED else 0

    @property
    def total(self) -> Decimal:
        return self.offer.price * self.quantity

    @property
    def list_total(self) -> Decimal:
        """At the base pack's rate; what it costs where no list price is shown."""
        return (self.offer.list_price or self.offer.price) * self.quantity

    @property
    def saving_amount(self) -> Decimal:
        return self.list_total - self.total

    @property
    def tax(self) -> Decimal:
        return tax_included(self.total, self.tax_rate)

    @property
    def may_be_sold(self) -> bool:
        return self.on_sale and self.legal_class != LegalClass.CD

    @property
    def price_changed(self) -> bool:
        return self.offer.price != self.price_when_added

    @property
    def class_words(self) -> str:
        return words_for(self.legal_class)

    @property
    def needs_pharmacist(self) -> bool:
        return needs_pharmacist(self.legal_class)

    @property
    def needs_prescription(self) -> bool:
        return self.legal_class == LegalClass.POM

    @property
    def needs_patient(self) -> bool:
        """Whether we have to know whom it is for: to decide about it, or for a limit of its own."""
        return self.needs_pharmacist or bool(self.minimum_age or self.max_units_per_period)


@dataclass(frozen=True, slots=True)
class PackOnSale:
    """A pack of a dosage that is in the cart, itself in it or not."""

    pack_id: int
    dosage_id: int
    offer: PackOffer
    legal_class: LegalClass


@dataclass(frozen=True, slots=True)
class Cart:
    """Everything in one cart, oldest first; `basket_id` is None where there is no cart.

    `on_sale` has every pack on sale of the dosages in it.
    """

    basket_id: int | None = None
    lines: tuple[CartLine, ...] = ()
    on_sale: tuple[PackOnSale, ...] = ()

    def line(self, pack_id: int) -> CartLine | None:
        return next((line for line in self.lines if line.pack_id == pack_id), None)

    @property
    def pack_count(self) -> int:
        return sum(line.quantity for line in self.lines)

    @property
    def goods_total(self) -> Decimal:
        return _sum(line.total for line in self.lines)

    @property
    def at_base_rate_total(self) -> Decimal:
        return _sum(line.list_total for line in self.lines)

    @property
    def saving_total(self) -> Decimal:
        return _sum(line.saving_amount for line in self.lines)

    @property
    def tax(self) -> Decimal:
        return _sum(line.tax for line in self.lines)

    @property
    def needs_pharmacist(self) -> bool:
        return any(line.needs_pharmacist for line in self.lines)

    @property
    def needs_patient(self) -> bool:
        return any(line.needs_patient for line in self.lines)

    @property
    def needs_prescription(self) -> bool:
        return any(line.needs_prescription for line in self.lines)

    @property
    def prescription_names(self) -> tuple[str, ...]:
        """The medicines that need a prescription, each once."""
        return tuple(
            dict.fromkeys(line.medicine_name for line in self.lines if line.needs_prescription)
        )


@dataclass(frozen=True, slots=True)
class Totals:
    """What an order costs: goods and delivery make the total, and the taxes are inside of them."""

    goods: Decimal
    delivery: Decimal
    goods_tax: Decimal
    delivery_tax: Decimal
    delivery_tax_rate: Decimal

    @property
    def tax(self) -> Decimal:
        return self.goods_tax + self.delivery_tax

    @property
    def total(self) -> Decimal:
        return self.goods + self.delivery


def totals_of(cart: Cart, delivery_price: Decimal, delivery_tax_rate: Decimal) -> Totals:
    """The sums of a cart with its delivery, whose price includes tax at a rate in percent."""
    return Totals(
        goods=cart.goods_total,
        delivery=delivery_price,
        goods_tax=cart.tax,
        delivery_tax=tax_included(delivery_price, delivery_tax_rate),
        delivery_tax_rate=delivery_tax_rate,
    )


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, NOTHING)
