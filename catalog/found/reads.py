"""Reads what a sitemap lists: each part in few queries, and row by row."""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain

from django.conf import settings
from django.db import connection
from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Greatest, Now
from django.urls import reverse

from catalog.found.sitemap import MOST_IN_A_PART, Entry
from catalog.leaflets.models import Leaflet
from catalog.models import Product
from catalog.page_reads import categories_on_the_site, in_menus
from catalog.partner.models import StockRecord
from catalog.pictures.models import Picture
from catalog.places.models import ALL, Place
from catalog.reductions.models import Reduction
from catalog.texts.kinds import ALWAYS_THERE
from catalog.texts.models import Text

# Of medicines in one query, so that memory stays flat.
AT_ONCE = 1_000
# From one part to the next by the index of ids, however many medicines are in it.
PARTS = """
    WITH RECURSIVE parts (part) AS (
        (SELECT medicine_id / {most} FROM ({rows}) AS one ORDER BY medicine_id LIMIT 1)
        UNION ALL
        SELECT (
            SELECT medicine_id / {most} FROM ({rows}) AS next
            WHERE medicine_id >= (part + 1) * {most} ORDER BY medicine_id LIMIT 1
        )
        FROM parts WHERE part IS NOT NULL
    )
    SELECT part FROM parts WHERE part IS NOT NULL
"""


def medicine_parts() -> list[int]:
    """The numbers of the parts that medicines fall into, by their ids: a part never moves on."""
    rows, asked = Place.objects.of(ALL).values("medicine_id").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(PARTS.format(rows=rows, most=MOST_IN_A_PART), [*asked, *asked])
        return [part for (part,) in cursor.fetchall()]


def medicines_of(part: int) -> Iterator[Entry]:
    """Those of one part, some at a time; none for a part that is not there."""
    first = part * MOST_IN_A_PART
    medicines = _with_changed(Product.objects.published().filter(pk__lt=first + MOST_IN_A_PART))
    rows = medicines.order_by("pk").values_list("pk", "slug", "changed")
    while some := list(rows.filter(pk__gte=first)[:AT_ONCE]):
        yield from (_entry("medicine", slug, changed=changed) for _pk, slug, changed in some)
        if len(some) < AT_ONCE:
            return
        first = some[-1][0] + 1


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
    for category in in_menus(categories_on_the_site()):
        yield _entry("category", category.slug)


def _texts() -> Iterator[Entry]:
    changed = dict(Text.objects.shown().values_list("kind", "changed_at"))
    for kind in (*changed, *sorted(ALWAYS_THERE - changed.keys())):
        yield _entry("text", kind, changed=changed.get(kind))


def _entry(name: str, *args: str, changed: datetime | None = None) -> Entry:
    return Entry(f"{settings.SITE_URL}{reverse(name, args=args)}", changed)
