"""What delivery costs for the goods in a cart, and who offers it where."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q
from oscar.core.loading import get_model

from checkout.basket.cart import NOTHING
from checkout.shipping.models import DeliveryMethod

Country = get_model("address", "Country")


@dataclass(frozen=True, slots=True)
class DeliveryOffer:
    """One way to deliver the goods at hand: `price` is what it costs for them, tax included."""

    method_id: int
    name: str
    description: str
    price: Decimal
    free_from: Decimal | None
    missing: Decimal | None  # goods still missing until it is free; None where that is no question


@dataclass(frozen=True, slots=True)
class DeliveryFrom:
    """What delivery costs at least before the address is known; `is_free` to every country."""

    price: Decimal
    is_free: bool
    nearest_free: DeliveryOffer | None  # the method that the least more goods make free


def delivery_price(price: Decimal, free_from: Decimal | None, goods: Decimal) -> Decimal:
    """What a method costs for goods worth so much: nothing from its threshold on."""
    return NOTHING if free_from is not None and goods >= free_from else price


def methods_for(country: str, goods: Decimal) -> tuple[DeliveryOffer, ...]:
    """The ways to deliver to a country (ISO code), in staff's order; none where nothing goes."""
    methods = DeliveryMethod.objects.filter(
        is_offered=True, countries=country, countries__is_shipping_country=True
    )
    return tuple(_offer(method, goods) for method in methods)


def countries_served() -> list[tuple[str, str]]:
    """Where we deliver: ISO code and name, in the order staff gave them."""
    served = Country.objects.filter(is_shipping_country=True, delivery_methods__is_offered=True)
    return list(
        served.order_by("-display_order", "printable_name", "pk")
        .values_list("iso_3166_1_a2", "printable_name")
        .distinct()
    )


def cheapest(goods: Decimal) -> DeliveryFrom | None:
    """What "from" means before any form; None while nothing is delivered anywhere. One query."""
    served = Q(countries__is_shipping_country=True)
    methods = DeliveryMethod.objects.filter(is_offered=True).annotate(
        served=ArrayAgg("countries", filter=served, default=[])
    )
    offers = [(_offer(method, goods), method.served) for method in methods if method.served]
    if not offers:
        return None
    return DeliveryFrom(
        price=min(offer.price for offer, _ in offers),
        is_free=_countries(offers) == _countries(each for each in offers if not each[0].price),
        nearest_free=_nearest_free(offer for offer, _ in offers),
    )


def _offer(method: DeliveryMethod, goods: Decimal) -> DeliveryOffer:
    short = method.free_from - goods if method.free_from is not None and method.price else NOTHING
    return DeliveryOffer(
        method_id=method.pk,
        name=method.name,
        description=method.description,
        price=delivery_price(method.price, method.free_from, goods),
        free_from=method.free_from,
        missing=short if short > 0 else None,
    )


def _countries(offers: Iterable[tuple[DeliveryOffer, list[str]]]) -> set[str]:
    return {country for _, served in offers for country in served}


def _nearest_free(offers: Iterable[DeliveryOffer]) -> DeliveryOffer | None:
    within_reach = (offer for offer in offers if offer.missing is not None)
    return min(within_reach, key=attrgetter("missing"), default=None)
