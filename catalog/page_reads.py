"""Reads a whole public page in a number of queries that no amount of data changes."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from django.db.models import Count, Q
from django.db.models.functions import Left

from catalog.leaflets.links import LeafletLink, ReviewShown
from catalog.leaflets.models import Leaflet, MonographReview
from catalog.legal_class import LegalClass, stricter_of
from catalog.letters import letters_of
from catalog.limits import Limits
from catalog.models import Category, MonographSection, Product
from catalog.monograph import display_rank, rendered, shoppers_title
from catalog.pages import (
    CategoryLink,
    DosageTable,
    HomePage,
    MedicineList,
    MedicinePage,
    MedicineRow,
    MedicineSummary,
    PackRow,
    SectionHtml,
)
from catalog.partner.models import StockRecord
from catalog.pricing import price_table
from catalog.promotion import may_be_promoted
from catalog.reductions.models import Reduction
from catalog.reductions.reads import with_former_prices
from catalog.strengths import strength_key
from catalog.substances.reads import contained_in
from catalog.substances.rules import Contained
from catalog.units import Unit

Shows = Callable[[LegalClass], bool]


class _PackRead(NamedTuple):
    medicine_id: int
    dosage_id: int
    label: str
    units_free: int
    pack_id: int
    units: int
    price: Decimal
    legal_class: LegalClass


# Longer than any medicine's name; the rest of a longer text cannot match anything.
MOST_TYPED = 100


def everything(_legal_class: LegalClass) -> bool:
    """What a page shows that is one visitor's own."""
    return True


def medicine_page(
    slug: str, dosage: str = "", *, now: datetime, shows: Shows = may_be_promoted
) -> MedicinePage:
    """The page of a published medicine. Raises Product.DoesNotExist for any other slug.

    `dosage` ("25mg", "25 mg") checks that dosage; without a match the first in
    stock is checked. Packs of a class it does not show are left out.
    """
    products = Product.objects.published().with_category()
    product = products.annotate(
        leaflets=Leaflet.objects.as_links(),
        review=MonographReview.objects.as_shown(),
        contains=contained_in("pk"),
        reduced=Reduction.objects.running(now).as_announced(),
    ).get(slug=slug)
    packs = _packs([product.pk])
    shown = [pack for pack in packs if shows(pack.legal_class)]
    dosages = _with_checked(_dosages(shown).get(product.pk, ()), dosage)
    return MedicinePage(
        medicine=_summary(product),
        introduction_html=rendered(product.introduction),
        dosages=with_former_prices(dosages, product.reduced),
        keeps_packs_back=len(shown) < len(packs),
        sections=_sections(product),
        limits=_limits(product),
        leaflets=_leaflets(product),
        review=_review(product),
    )


def home_page() -> HomePage:
    """The front door."""
    firsts = Product.objects.published().annotate(first=Left("title", 1)).order_by("first")
    return HomePage(
        _in_menus(_categories()), letters_of(firsts.values_list("first", flat=True).distinct())
    )


def medicine_list() -> MedicineList:
    """Every published medicine, by name."""
    products = Product.objects.published().with_category()
    return MedicineList(_rows(products), _in_menus(_categories()))


def category_list(slug: str) -> MedicineList:
    """The published medicines of a category on the site, perhaps none.

    Raises Category.DoesNotExist for any other slug.
    """
    categories = _categories()
    category = next((link for link in categories if link.slug == slug), None)
    if category is None:
        raise Category.DoesNotExist(slug)
    products = Product.objects.published().with_category().filter(categories__slug=slug)
    return MedicineList(_rows(products), _in_menus(categories), category)


def search_list(text: str) -> MedicineList:
    """The published medicines that match what a shopper typed; none for nothing typed."""
    typed = " ".join(text.replace("\0", " ").split())[:MOST_TYPED]
    products = Product.objects.published().with_category().matching(typed)
    rows = _rows(products) if typed else ()
    return MedicineList(rows, _in_menus(_categories()), typed=typed)


def _rows(products: Iterable[Product]) -> tuple[MedicineRow, ...]:
    products = list(products)
    packs = _packs([product.pk for product in products])
    dosages = _dosages(pack for pack in packs if may_be_promoted(pack.legal_class))
    return tuple(
        MedicineRow(_summary(product), dosages.get(product.pk, ())) for product in products
    )


def _summary(product: Product) -> MedicineSummary:
    in_category, legal_class = bool(product.category_slug), LegalClass(product.legal_class)
    return MedicineSummary(
        pk=product.pk,
        name=product.title,
        slug=product.slug,
        headline=product.headline if may_be_promoted(legal_class) else "",
        summary=product.summary,
        form=product.form,
        unit=Unit(product.unit),
        generic_name=product.generic_name,
        also_known_as=product.also_known_as,
        legal_class=legal_class,
        begins_with_consultation=not may_be_promoted(legal_class),
        category=CategoryLink(product.category_name, product.category_slug)
        if in_category
        else None,
    )


def _packs(medicine_ids: list[int]) -> list[_PackRead]:
    """Those on sale, medicine by medicine, dosage by dosage, smallest first."""
    rows = (
        StockRecord.objects.on_sale()
        .for_medicines(medicine_ids)
        .with_pool()
        .values_list(
            "product__parent_id",
            "product__dosage_id",
            "product__dosage__label",
            "units_free",
            "product_id",
            "product__units",
            "price",
            "product__parent__legal_class",
            "product__legal_class",
        )
    )
    return [_PackRead(*row[:-2], stricter_of(*row[-2:])) for row in rows]


def _dosages(packs: Iterable[_PackRead]) -> dict[int, tuple[DosageTable, ...]]:
    """By medicine; what is not among the packs is no base pack either."""
    return {
        medicine_id: tuple(
            _dosage_table(list(of_dosage))
            for _, of_dosage in groupby(of_medicine, key=attrgetter("dosage_id"))
        )
        for medicine_id, of_medicine in groupby(packs, key=attrgetter("medicine_id"))
    }


def _dosage_table(packs: list[_PackRead]) -> DosageTable:
    offers = price_table((pack.units, pack.price) for pack in packs)
    first = packs[0]
    rows = (
        PackRow(pack.pack_id, offer, pack.legal_class, fits=pack.units <= pack.units_free)
        for offer, pack in zip(offers, packs, strict=True)
    )
    return DosageTable(first.dosage_id, first.label, tuple(rows), first.units_free)


def _limits(product: Product) -> Limits:
    return Limits(
        unit=Unit(product.unit),
        per_order=product.max_units_per_order,
        per_period=product.max_units_per_period,
        period_days=product.period_days,
        minimum_age=product.minimum_age,
        substances=tuple(Contained(**one) for one in product.contains),
    )


def _with_checked(dosages: tuple[DosageTable, ...], wanted: str) -> tuple[DosageTable, ...]:
    keys = [dosage.key for dosage in dosages]
    key = strength_key(wanted)
    in_stock = (place for place, dosage in enumerate(dosages) if not dosage.sold_out)
    checked = keys.index(key) if key in keys else next(in_stock, 0)
    return tuple(
        replace(dosage, checked=position == checked) for position, dosage in enumerate(dosages)
    )


def _leaflets(product: Product) -> tuple[LeafletLink, ...]:
    return tuple(
        LeafletLink(product.title, link["label"], link["address"], link["bytes"])
        for link in product.leaflets
    )


def _review(product: Product) -> ReviewShown | None:
    if product.review is None:
        return None
    return ReviewShown(**product.review | {"on": date.fromisoformat(product.review["on"])})


def _sections(product: Product) -> tuple[SectionHtml, ...]:
    """What speaks for it is left out where it may not be promoted."""
    promoted = may_be_promoted(LegalClass(product.legal_class))
    sections = sections_of(product.pk)
    return tuple(one for one in sections if promoted or one.kind != "benefits")


def sections_of(medicine_id: int) -> tuple[SectionHtml, ...]:
    """A medicine's monograph as its page shows it."""
    sections = MonographSection.objects.filter(medicine_id=medicine_id)
    ordered = sorted(sections, key=lambda section: (display_rank(section.kind), section.position))
    return tuple(
        SectionHtml(
            kind=section.kind,
            title=shoppers_title(section.kind, section.title),
            html=rendered(section.body),
            anchor=f"{section.kind.replace('_', '-')}-{section.pk}",
        )
        for section in ordered
    )


def _categories() -> tuple[CategoryLink, ...]:
    """Those on the site, in tree order."""
    published = Q(product__is_public=True, product__structure=Product.PARENT)
    categories = (
        Category.objects.filter(is_public=True)
        .annotate(medicines=Count("product", filter=published))
        .order_by("path")
    )
    return tuple(
        CategoryLink(category.name, category.slug, category.medicines) for category in categories
    )


def _in_menus(categories: Iterable[CategoryLink]) -> tuple[CategoryLink, ...]:
    """An empty category has a page, because links lead to it, and no place in a menu."""
    return tuple(category for category in categories if category.medicines)
