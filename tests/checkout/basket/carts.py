"""Carts as values, for tests of rules that need no database."""

from decimal import Decimal
from itertools import count

from catalog.legal_class import LegalClass
from catalog.pricing import PackOffer, price_table
from catalog.units import Unit
from checkout.basket.cart import Cart, CartLine

_numbers = count(1)
BACLOFEN_10MG = price_table(
    [
        (60, Decimal("52.00")),
        (90, Decimal("68.00")),
        (120, Decimal("85.00")),
        (360, Decimal("218.00")),
    ]
)


def offer_of(units: int) -> PackOffer:
    return next(offer for offer in BACLOFEN_10MG if offer.units == units)


def a_line(units: int = 90, quantity: int = 1, **values) -> CartLine:
    """A line of Baclofen 10 mg, unless `values` say otherwise."""
    number = next(_numbers)
    offer = values.pop("offer", None) or offer_of(units)
    defaults = {
        "pack_id": number,
        "stockrecord_id": number,
        "dosage_id": 1,
        "medicine_id": 1,
        "medicine_name": "Baclofen",
        "medicine_slug": "baclofen",
        "dosage_label": "10mg",
        "unit": Unit.PILL,
        "price_when_added": offer.price,
        "units_when_added": offer.units,
        "dosage_when_added": values.get("dosage_label", "10mg"),
        "legal_class": LegalClass.POM,
        "on_sale": True,
        "units_free": 1000,
        "max_units_per_order": None,
        "max_units_per_period": None,
        "period_days": None,
        "minimum_age": None,
        "tax_rate": Decimal(0),
    }
    return CartLine(quantity=quantity, offer=offer, **(defaults | values))


def a_cart_of(*lines: CartLine) -> Cart:
    return Cart(1, lines)
