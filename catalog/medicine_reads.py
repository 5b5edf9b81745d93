"""Reads a medicine with all its page shows of it but its packs, and rows of lists: in one query."""

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, OuterRef, Q, QuerySet, TextField, Value, When
from django.db.models.functions import JSONObject

from catalog.leaflets.models import Leaflet, MonographReview
from catalog.models import MonographSection, Product
from catalog.monograph import mark_of_column
from catalog.prepared import Prepared, among
from catalog.reductions.models import Reduction
from catalog.substances.reads import contained_in


class SectionRead(NamedTuple):
    """A section of a monograph, as staff wrote it; or, where that is kept, as HTML alone."""

    pk: int
    kind: str
    title: str
    position: int
    body: str = ""
    html: str = ""


class MedicineRead(NamedTuple):
    """A published medicine as its row has it, and what hangs on it as JSON has it."""

    pk: int
    title: str
    slug: str
    headline: str
    summary: str
    introduction: str
    form: str
    unit: str
    generic_name: str
    also_known_as: str
    legal_class: str
    max_units_per_order: int | None
    max_units_per_period: int | None
    period_days: int | None
    minimum_age: int | None
    category_name: str | None
    category_slug: str | None
    shown_pictures: Sequence[dict[str, Any]]
    leaflets: Sequence[dict[str, Any]]
    review: dict[str, Any] | None
    contains: Sequence[dict[str, Any]]
    reduced: Sequence[dict[str, Any]]
    monograph: Sequence[dict[str, Any]]


class RowRead(NamedTuple):
    """What a list says of a medicine; `other_names` and `category_names` a search alone."""

    pk: int
    title: str
    slug: str
    headline: str
    summary: str
    form: str
    unit: str
    generic_name: str
    also_known_as: str
    legal_class: str
    category_name: str | None
    category_slug: str | None
    shown_pictures: Sequence[dict[str, Any]]
    labels: Sequence[str]
    lowest: Decimal | None
    keeps_packs_back: bool
    other_names: Sequence[str] = ()
    category_names: Sequence[str] = ()


def medicine_read(slug: str, *, now: datetime) -> MedicineRead:
    """Raises Product.DoesNotExist where no published medicine has this address."""
    for row in _MEDICINE.rows(slug=slug, now=now):
        return MedicineRead(*row)
    raise Product.DoesNotExist


def rows_read(medicine_ids: Sequence[int], *, with_names: bool = False) -> list[RowRead]:
    """In their order, without those that have gone just now. One query, or none."""
    if not medicine_ids:
        return []
    prepared = _ROWS_WITH_NAMES if with_names else _ROWS
    by_id = {row[0]: RowRead(*row) for row in prepared.rows(medicine_ids=list(medicine_ids))}
    return [by_id[each] for each in medicine_ids if each in by_id]


def _rows(medicine_ids: Sequence[int]) -> QuerySet[Product]:
    products = Product.objects.filter(pk__in=among(medicine_ids, "bigint")).order_by()
    shown = products.with_category().with_pictures(1).with_row()
    return shown.values_list(*RowRead._fields[:-2])


def _rows_with_names(medicine_ids: Sequence[int]) -> QuerySet[Product]:
    entry = {"other_names": F("search_entry__other_names")}
    entry["category_names"] = F("search_entry__categories")
    return _rows(medicine_ids).annotate(**entry).values_list(*RowRead._fields)


def _medicines(slug: str, now: datetime) -> QuerySet[Product]:
    products = Product.objects.published().with_category().with_pictures()
    return (
        products.annotate(
            leaflets=Leaflet.objects.as_links(),
            review=MonographReview.objects.as_shown(),
            contains=contained_in("pk"),
            reduced=Reduction.objects.running(now).as_announced(),
            monograph=_monograph(),
        )
        .filter(slug=slug)
        .order_by()
        .values_list(*MedicineRead._fields)
    )


def _monograph() -> ArraySubquery:
    is_kept = Q(html_of=mark_of_column("body"))
    nothing = Value("", TextField())
    texts = {
        "body": Case(When(is_kept, then=nothing), default="body"),
        "html": Case(When(is_kept, then="html"), default=nothing),
    }
    section = JSONObject(pk="pk", kind="kind", title="title", position="position", **texts)
    sections = MonographSection.objects.filter(medicine=OuterRef("pk"))
    of_the_medicine = sections.order_by("position", "pk")
    return ArraySubquery(of_the_medicine.values(section=section))


_MEDICINE = Prepared(_medicines, slug="(an address)", now=datetime(1, 1, 1, tzinfo=UTC))
_ROWS = Prepared(_rows, medicine_ids=[-1])
_ROWS_WITH_NAMES = Prepared(_rows_with_names, medicine_ids=[-1])
