"""What a cart costs in the words of templates/checkout/_sum.html, before and after the address."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from catalog.money import from_price, price
from checkout.basket.cart import NOTHING, Cart, Totals, totals_of
from checkout.shipping.delivery import DeliveryFrom, DeliveryOffer, cheapest


@dataclass(frozen=True, slots=True)
class Sums:
    """Everything below the lines of a cart; the texts are empty where nothing is known yet."""

    cart: Cart
    totals: Totals
    method: str = ""
    delivery_text: str = ""
    total_text: str = ""
    nearest_free: DeliveryOffer | None = None


def sums_from(cart: Cart) -> Sums:
    """The least a cart costs, while nobody knows where it goes. One query, none for no packs."""
    delivery = cheapest(cart.goods_total) if cart.lines else None
    if delivery is None:
        return Sums(cart, totals_of(cart, NOTHING, NOTHING))
    totals = totals_of(cart, delivery.price, NOTHING)
    return Sums(
        cart,
        totals,
        delivery_text=_delivery_from(delivery),
        total_text=price(totals.total) if delivery.is_free else from_price(totals.total),
        nearest_free=delivery.nearest_free,
    )


def sums_to_pay(cart: Cart, offer: DeliveryOffer, tax_rate: Decimal) -> Sums:
    """What an order costs with its way of delivery, which is taxed at the rate in percent."""
    totals = totals_of(cart, offer.price, tax_rate)
    return Sums(
        cart,
        totals,
        method=offer.name,
        delivery_text=price(offer.price) if offer.price else _("free"),
        total_text=price(totals.total),
    )


def _delivery_from(delivery: DeliveryFrom) -> str:
    if delivery.price or delivery.is_free:
        return from_price(delivery.price)
    return _("depends on the country")
