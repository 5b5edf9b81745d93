"""Reads a cart, in a number of queries that no number of lines changes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, Coalesce, JSONObject

from catalog.legal_class import stricter_of
from catalog.models import Product
from catalog.partner.models import StockRecord
from catalog.prepared import Prepared
from catalog.pricing import PackOffer, price_table
from catalog.shopfacts.models import ShopFacts
from catalog.substances.reads import contained_in, interactions_among
from catalog.substances.rules import Contained, Known
from catalog.units import Unit, pack_label
from checkout.basket.cart import Cart, CartLine, PackOnSale
from checkout.basket.models import Basket, Line

AS_KEPT = ("stockrecord_id", "quantity", "units_when_added", "dosage_when_added")
COLUMNS = {
    "pack_id": F("product_id"),
    "dosage_id": F("product__dosage_id"),
    "medicine_id": F("product__parent_id"),
    "medicine_name": F("product__parent__title"),
    "medicine_slug": F("product__parent__slug"),
    "dosage_label": F("product__dosage__label"),
    "unit": F("product__parent__unit"),
    "units": F("product__units"),
    "price": F("stockrecord__price"),
    "price_when_added": Coalesce("price_incl_tax", "stockrecord__price"),
    "medicine_class": F("product__parent__legal_class"),
    "pack_class": F("product__legal_class"),
    "pack_public": F("product__is_public"),
    "on_hand": F("product__dosage__units_on_hand"),
    "reserved": F("product__dosage__units_reserved"),
    "max_units_per_order": F("product__parent__max_units_per_order"),
    "max_units_per_period": F("product__parent__max_units_per_period"),
    "period_days": F("product__parent__period_days"),
    "minimum_age": F("product__parent__minimum_age"),
}
ANNOTATED = ("tax_rate", "medicine_shown", "substances", "sisters")
Row = Mapping[str, Any]


def read_cart(basket_id: int | None) -> Cart:
    """What is in an open cart, at today's prices, in one query.

    Empty for None, for a cart that does not exist, and for one that was ordered.
    """
    if basket_id is None:
        return Cart()
    rows = list(_ROWS.rows(basket_id=basket_id))
    if not rows:
        return Cart()
    on_sale = tuple(_on_sale({row["dosage_id"]: row for row in rows}))
    offers = {pack.pack_id: pack.offer for pack in on_sale}
    return Cart(basket_id, tuple(_line(row, offers) for row in rows), on_sale)


def read_interactions(cart: Cart, taken: Iterable[str] = ()) -> list[Known]:
    """What is known of the substances in a cart and of what is `taken` beside it, by name.

    In one query; in none for a single substance.
    """
    contained = [one.name for line in cart.lines for one in line.substances]
    return interactions_among([*contained, *taken])


@dataclass(frozen=True, slots=True)
class PackShown:
    """A pack beside the cart: enough to name it, to offer it again and to find the way back."""

    pack_id: int
    name: str
    label: str
    price: Decimal
    url: str


def read_pack(pack_id: int | None) -> PackShown | None:
    """A pack of the shop, on sale or not; None where there is none of this id. One query."""
    row = (
        StockRecord.objects.filter(product_id=pack_id, product__structure=Product.CHILD)
        .select_related("product__parent", "product__dosage")
        .first()
    )
    if row is None:
        return None
    pack = row.product
    label = pack_label(pack.units, Unit(pack.parent.unit), pack.dosage.text)
    return PackShown(pack.pk, str(pack), label, row.price, pack.get_absolute_url())


def _rows(basket_id: int) -> QuerySet[Line, Row]:
    lines = Line.objects.filter(basket_id=basket_id, basket__status=Basket.OPEN)
    return (
        lines.order_by("date_created", "pk")
        .annotate(
            tax_rate=Coalesce(_category_tax_rate(), _shop_tax_rate(), Decimal(0)),
            medicine_shown=_medicine_is_shown(),
            substances=contained_in("product__parent_id"),
            sisters=_sisters(),
        )
        .values(*AS_KEPT, *ANNOTATED, **COLUMNS)
    )


_ROWS = Prepared(_rows, basket_id=-1)


def _medicine_is_shown() -> Exists:
    return Exists(Product.objects.published().filter(pk=OuterRef("product__parent_id")))


def _category_tax_rate() -> Subquery:
    """The rate of the first category, by tree order, that has one of its own."""
    links = Product.categories.through.objects.filter(
        product=OuterRef("product__parent_id"), category__tax_rate__isnull=False
    )
    return Subquery(links.order_by("category__path").values("category__tax_rate")[:1])


def _shop_tax_rate() -> Subquery:
    return Subquery(ShopFacts.objects.values("tax_rate")[:1])


def _sisters() -> ArraySubquery:
    """Every pack of the line's dosage that sells while its medicine is shown, smallest first.

    Prices are text, to stay exact.
    """
    packs = StockRecord.objects.not_taken_off_sale()
    of_the_dosage = packs.filter(product__dosage_id=OuterRef("product__dosage_id"))
    sister = JSONObject(
        pack_id="product_id",
        units="product__units",
        price=Cast("price", TextField()),
        legal_class="product__legal_class",
    )
    return ArraySubquery(of_the_dosage.order_by("product__units").values(sister=sister))


def _on_sale(by_dosage: Mapping[int, Row]) -> Iterator[PackOnSale]:
    """Each pack judged beside its sisters; `by_dosage` has a line of each."""
    for dosage_id, row in by_dosage.items():
        sisters = row["sisters"] if row["medicine_shown"] else []
        table = price_table((one["units"], Decimal(one["price"])) for one in sisters)
        for one, offer in zip(sisters, table, strict=True):
            legal_class = stricter_of(row["medicine_class"], one["legal_class"])
            yield PackOnSale(one["pack_id"], dosage_id, offer, legal_class)


def _line(row: Row, offers: dict[int, PackOffer]) -> CartLine:
    alone = PackOffer(row["units"], row["price"])
    return CartLine(
        pack_id=row["pack_id"],
        stockrecord_id=row["stockrecord_id"],
        dosage_id=row["dosage_id"],
        medicine_id=row["medicine_id"],
        medicine_name=row["medicine_name"],
        medicine_slug=row["medicine_slug"],
        dosage_label=row["dosage_label"],
        unit=Unit(row["unit"]),
        quantity=row["quantity"],
        offer=offers.get(row["pack_id"], alone),
        price_when_added=row["price_when_added"],
        units_when_added=row["units_when_added"],
        dosage_when_added=row["dosage_when_added"],
        legal_class=stricter_of(row["medicine_class"], row["pack_class"]),
        on_sale=row["pack_public"] and row["medicine_shown"],
        units_free=row["on_hand"] - row["reserved"],
        max_units_per_order=row["max_units_per_order"],
        max_units_per_period=row["max_units_per_period"],
        period_days=row["period_days"],
        minimum_age=row["minimum_age"],
        tax_rate=row["tax_rate"],
        substances=tuple(Contained(**one) for one in row["substances"]),
    )
