"""What delivery costs for the goods in a cart, and who offers it where."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q, QuerySet
from oscar.core.loading import get_model

from catalog.prepared import Prepared
from checkout.basket.cart import NOTHING
from checkout.shipping.models import DeliveryMethod

Country = get_model("address", "Country")
TERMS = ("pk", "name", "description", "price", "free_from")


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
    return tuple(_offer(*terms, goods) for terms in _TO_A_COUNTRY.rows(country=country))


def countries_served() -> list[tuple[str, str]]:
    """Where we deliver: ISO code and name, in the order staff gave them."""
    return [(code, name) for code, name, _order in _SERVED.rows()]


def cheapest(goods: Decimal) -> DeliveryFrom | None:
    """What "from" means before any form; None while nothing is delivered anywhere. One query."""
    ways = [(served, terms) for *terms, served in _ANYWHERE.rows()]
    offers = [(_offer(*terms, goods), served) for served, terms in ways if served]
    if not offers:
        return None
    return DeliveryFrom(
        price=min(offer.price for offer, _ in offers),
        is_free=_countries(offers) == _countries(each for each in offers if not each[0].price),
        nearest_free=_nearest_free(offer for offer, _ in offers),
    )


def _to_a_country(country: str) -> QuerySet[DeliveryMethod, tuple[Any, ...]]:
    methods = DeliveryMethod.objects.filter(
        is_offered=True, countries=country, countries__is_shipping_country=True
    )
    return methods.values_list(*TERMS)


def _anywhere() -> QuerySet[DeliveryMethod, tuple[Any, ...]]:
    served = Q(countries__is_shipping_country=True)
    methods = DeliveryMethod.objects.filter(is_offered=True)
    return methods.annotate(served=ArrayAgg("countries", filter=served, default=[])).values_list(
        *TERMS, "served"
    )


def _served() -> QuerySet[Any, tuple[Any, ...]]:
    served = Country.objects.filter(is_shipping_country=True, delivery_methods__is_offered=True)
    columns = ("iso_3166_1_a2", "printable_name", "display_order")
    return (
        served.order_by("-display_order", "printable_name", "pk").values_list(*columns).distinct()
    )


_TO_A_COUNTRY = Prepared(_to_a_country, country="nowhere")
_ANYWHERE, _SERVED = Prepared(_anywhere), Prepared(_served)


def _offer(
    method_id: int,
    name: str,
    description: str,
    full_price: Decimal,
    free_from: Decimal | None,
    goods: Decimal,
) -> DeliveryOffer:
    short = free_from - goods if free_from is not None and full_price else NOTHING
    return DeliveryOffer(
        method_id=method_id,
        name=name,
        description=description,
        price=delivery_price(full_price, free_from, goods),
        free_from=free_from,
        missing=short if short > 0 else None,
    )


def _countries(offers: Iterable[tuple[DeliveryOffer, list[str]]]) -> set[str]:
    return {country for _, served in offers for country in served}


def _nearest_free(offers: Iterable[DeliveryOffer]) -> DeliveryOffer | None:
    within_reach = (offer for offer in offers if offer.missing is not None)
    return min(within_reach, key=attrgetter("missing"), default=None)
