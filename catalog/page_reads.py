"""Reads a whole public page in a number of queries that no amount of data changes."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from operator import itemgetter

from django.db.models import Count, Q
from django.urls import reverse

from catalog.leaflets.links import LeafletLink, ReviewShown
from catalog.leaflets.models import Leaflet, MonographReview
from catalog.legal_class import LegalClass, stricter_of
from catalog.letters import LetterLink, letter_links
from catalog.lists import A_PAGE
from catalog.models import Category, MonographSection, Product
from catalog.monograph import display_rank, rendered, shoppers_title
from catalog.pages import (
    CategoryLink,
    DosageTable,
    HomePage,
    MedicinePage,
    MedicineRow,
    MedicineSummary,
    PackRow,
    SectionHtml,
)
from catalog.partner.models import StockRecord
from catalog.pricing import price_table
from catalog.strengths import strength_key
from catalog.units import Unit


def medicine_page(slug: str, dosage: str = "") -> MedicinePage:
    """The page of a published medicine. Raises Product.DoesNotExist for any other slug.

    `dosage` ("25mg", "25 mg") checks that dosage; without a match the first in
    stock is checked.
    """
    products = Product.objects.published().with_category()
    product = products.annotate(
        leaflets=Leaflet.objects.as_links(), review=MonographReview.objects.as_shown()
    ).get(slug=slug)
    return MedicinePage(
        medicine=_summary(product),
        introduction_html=rendered(product.introduction),
        dosages=_with_checked(_dosages_by_medicine([product.pk]).get(product.pk, ()), dosage),
        sections=sections_of(product.pk),
        leaflets=_leaflets(product),
        review=_review(product),
    )


def home_page() -> HomePage:
    """The front door."""
    return HomePage(in_menus(categories_on_the_site()), letters())


def letters() -> tuple[LetterLink, ...]:
    """Those under which there are medicines, leading to the list from A to Z."""
    address, firsts = reverse("medicines"), Product.objects.published().firsts()
    return letter_links(
        firsts, A_PAGE, lambda page: f"{address}?page={page}" if page > 1 else address
    )


def medicine_rows(
    products: Sequence[Product], why: Callable[[Product], str] = lambda _product: ""
) -> tuple[MedicineRow, ...]:
    """The same medicines with their packs; `why` tells of one why it is in the list."""
    dosages = _dosages_by_medicine([product.pk for product in products])
    return tuple(
        MedicineRow(_summary(product), dosages.get(product.pk, ()), why(product))
        for product in products
    )


def _summary(product: Product) -> MedicineSummary:
    in_category = bool(product.category_slug)
    return MedicineSummary(
        pk=product.pk,
        name=product.title,
        slug=product.slug,
        headline=product.headline,
        summary=product.summary,
        form=product.form,
        unit=Unit(product.unit),
        generic_name=product.generic_name,
        also_known_as=product.also_known_as,
        legal_class=LegalClass(product.legal_class),
        category=CategoryLink(product.category_name, product.category_slug)
        if in_category
        else None,
    )


def _dosages_by_medicine(medicine_ids: list[int]) -> dict[int, tuple[DosageTable, ...]]:
    packs = (
        StockRecord.objects.on_sale()
        .for_medicines(medicine_ids)
        .with_pool()
        .values_list(
            "product__parent_id",
            "product__dosage__label",
            "product_id",
            "product__units",
            "price",
            "units_free",
            "product__parent__legal_class",
            "product__legal_class",
        )
    )
    return {
        medicine_id: tuple(
            _dosage_table(label, list(rows))
            for label, rows in groupby(medicine_packs, key=itemgetter(1))
        )
        for medicine_id, medicine_packs in groupby(packs, key=itemgetter(0))
    }


def _dosage_table(label: str, packs: list[tuple]) -> DosageTable:
    offers = price_table((units, price) for _, _, _, units, price, *_ in packs)
    return DosageTable(
        label,
        tuple(
            PackRow(pack_id, offer, stricter_of(*classes), fits=offer.units <= units_free)
            for offer, (_, _, pack_id, _, _, units_free, *classes) in zip(
                offers, packs, strict=True
            )
        ),
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


def categories_on_the_site(only: Collection[int] | None = None) -> tuple[CategoryLink, ...]:
    """In tree order, each with how many medicines shoppers find in it; of `only` these ids."""
    published = Q(product__in=Product.objects.published().order_by().values("pk"))
    wanted = Category.objects.filter(**({} if only is None else {"pk__in": only}))
    categories = (
        wanted.filter(is_public=True)
        .annotate(medicines=Count("product", filter=published))
        .order_by("path")
    )
    return tuple(
        CategoryLink(category.name, category.slug, category.medicines) for category in categories
    )


def in_menus(categories: Iterable[CategoryLink]) -> tuple[CategoryLink, ...]:
    """An empty category has a page, because links lead to it, and no place in a menu."""
    return tuple(category for category in categories if category.medicines)
