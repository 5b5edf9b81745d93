"""Filling one dosage's packs into another's table, for staff to price and save."""

from dataclasses import dataclass
from decimal import Decimal

from django.http import QueryDict

from catalog.models import Medicine
from catalog.partner.models import StockRecord
from catalog.strengths import strength_text

FROM, INTO, NEW = "copy", "into", "new"


@dataclass(frozen=True, slots=True)
class Copied:
    """Packs of one dosage to fill into another's table; `into` None: a new dosage's."""

    source: str
    into: int | None
    packs: tuple[tuple[int, Decimal], ...]


def copied(medicine: Medicine, asked: QueryDict) -> Copied | None:
    """What an address asks to copy, as in ?copy=3&into=5 or ?copy=3&into=new; None for nothing.

    Of the packs on sale, smallest first. A dosage of another medicine is not copied.
    """
    dosages = {str(dosage.pk): dosage for dosage in _asked(medicine, asked)}
    source, into = dosages.get(asked.get(FROM, "")), dosages.get(asked.get(INTO, ""))
    if source is None or source == into or (into is None and asked.get(INTO) != NEW):
        return None
    packs = StockRecord.objects.not_taken_off_sale().filter(product__dosage=source)
    sizes = packs.order_by("product__units").values_list("product__units", "price")
    return Copied(strength_text(source.label), into and into.pk, tuple(sizes))


def _asked(medicine: Medicine, asked: QueryDict) -> list:
    return list(medicine.dosages.all()) if FROM in asked else []


def without_copying(address: str, asked: QueryDict) -> str:
    """The same page with nothing to copy."""
    rest = asked.copy()
    for name in (FROM, INTO):
        rest.pop(name, None)
    return f"{address}?{rest.urlencode()}" if rest else address
