"""Reads what a sitemap lists: each part in few queries, and row by row."""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain

from django.conf import settings
from django.db.models import F, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Greatest, Now
from django.urls import reverse

from catalog.found.sitemap import MOST_IN_A_PART, Entry
from catalog.leaflets.models import Leaflet
from catalog.models import Category, Product
from catalog.partner.models import StockRecord
from catalog.pictures.models import Picture
from catalog.reductions.models import Reduction
from catalog.texts.models import Text


def medicine_parts() -> list[int]:
    """The numbers of the parts that medicines fall into, by their ids: a part never moves on."""
    parts = Product.objects.published().annotate(part=F("pk") / MOST_IN_A_PART)
    return list(parts.order_by("part").values_list("part", flat=True).distinct())


def medicines_of(part: int) -> Iterator[Entry]:
    """Those of one part; none for a part that is not there."""
    first = part * MOST_IN_A_PART
    medicines = Product.objects.published().filter(pk__gte=first, pk__lt=first + MOST_IN_A_PART)
    rows = _with_changed(medicines).order_by("pk").values_list("slug", "changed")
    return (_entry("medicine", slug, changed=changed) for slug, changed in rows.iterator())


def pages() -> Iterator[Entry]:
    """What is not a medicine: the ways in, the categories that hold something, the texts."""
    return chain(map(_entry, ("home", "medicines", "contact")), _categories(), _texts())


def _with_changed(medicines: QuerySet[Product]) -> QuerySet[Product]:
    """Adds `changed`: when its page's texts, packs, prices, leaflets or pictures last did.

    A reduction shows from its beginning to its end, without any write.
    """
    packs = Product.objects.filter(parent=OuterRef("pk")).order_by()
    prices = StockRecord.objects.filter(product__parent=OuterRef("pk")).order_by()
    leaflets = Leaflet.objects.filter(dosage__medicine=OuterRef("pk")).order_by()
    pictures = Picture.objects.filter(medicine=OuterRef("pk")).order_by()
    reductions = Reduction.objects.filter(pack__parent=OuterRef("pk")).order_by()
    begun, ended = reductions.filter(begins_at__lte=Now()), reductions.filter(ends_at__lte=Now())
    changed = Greatest(
        "date_updated",
        _last(packs, "parent", "date_updated"),
        _last(prices, "product__parent", "date_updated"),
        _last(leaflets, "dosage__medicine", "uploaded_at"),
        _last(pictures, "medicine", "added_at"),
        _last(begun, "pack__parent", "begins_at"),
        _last(ended, "pack__parent", "ends_at"),
    )
    return medicines.annotate(changed=changed)


def _last(rows: QuerySet, of: str, column: str) -> Subquery:
    return Subquery(rows.values(of).annotate(last=Max(column)).values("last"))


def _categories() -> Iterator[Entry]:
    published = Product.objects.published().order_by()
    shown = Category.objects.filter(is_public=True, product__in=published).distinct()
    for slug in shown.order_by("path").values_list("slug", flat=True):
        yield _entry("category", slug)


def _texts() -> Iterator[Entry]:
    for text in Text.objects.shown().defer("body"):
        yield _entry("text", text.kind, changed=text.changed_at)


def _entry(name: str, *args: str, changed: datetime | None = None) -> Entry:
    return Entry(f"{settings.SITE_URL}{reverse(name, args=args)}", changed)
