"""What packs cost, and the moment at which the database records it."""

from decimal import Decimal

from catalog.models import Pack
from catalog.partner.models import StockRecord
from tests.catalog.reductions.past import as_if_saved


def price_of(pack) -> str:
    as_if_saved()
    return str(StockRecord.objects.get(product=pack).price)


def packs_of(medicine, dosage="10mg"):
    """By size."""
    packs = Pack.objects.packs().filter(parent=medicine, dosage__label=dosage)
    return {pack.units: pack for pack in packs}


def prices_now(medicine, dosage="10mg") -> dict[int, Decimal]:
    as_if_saved()
    prices = StockRecord.objects.filter(product__parent=medicine, product__dosage__label=dosage)
    return dict(prices.values_list("product__units", "price"))
