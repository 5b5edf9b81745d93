"""Reads a whole public page in a number of queries that no amount of data changes."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from django.db.models import QuerySet
from django.urls import reverse

from catalog.filters import Filter
from catalog.leaflets.links import LeafletLink, ReviewShown
from catalog.legal_class import LegalClass
from catalog.letters import LetterLink, letter_links
from catalog.limits import Limits
from catalog.lists import A_PAGE
from catalog.medicine_reads import MedicineRead, RowRead, SectionRead, medicine_read
from catalog.models import Category, MonographSection
from catalog.monograph import display_rank, rendered
from catalog.pack_reads import Shows, dosages_of, packs_of_one
from catalog.pages import (
    CategoryLink,
    DosageTable,
    HomePage,
    MedicinePage,
    MedicineRow,
    MedicineSummary,
    Monograph,
    SectionHtml,
)
from catalog.pictures.links import PictureShown
from catalog.places.cursor import AFTER, Cursor
from catalog.places.models import ALL, Place, Tally
from catalog.places.querysets import NO_PRICE
from catalog.places.reads import firsts
from catalog.prepared import Prepared, among
from catalog.pricing import CENT, THREE_DECIMALS_UNDER
from catalog.promotion import may_be_promoted
from catalog.reductions.reads import with_former_prices
from catalog.strengths import strength_key, strength_text
from catalog.substances.rules import Contained
from catalog.units import Unit
from catalog.wanted import Wanted


def medicine_page(
    slug: str, dosage: str = "", *, now: datetime, shows: Shows = may_be_promoted
) -> MedicinePage:
    """The page of a published medicine. Raises Product.DoesNotExist for any other slug.

    `dosage` ("25mg", "25 mg") checks that dosage; without a match the first in
    stock is checked. Packs of a class it does not show are left out.
    """
    product = medicine_read(slug, now=now)
    packs = packs_of_one(product.pk)
    shown = [pack for pack in packs if shows(pack.legal_class)]
    dosages = _with_checked(dosages_of(shown).get(product.pk, ()), dosage)
    return MedicinePage(
        medicine=_summary(product),
        dosages=with_former_prices(dosages, product.reduced),
        limits=_limits(product),
        monograph=_monograph(product),
        keeps_packs_back=len(shown) < len(packs),
    )


def home_page() -> HomePage:
    """The front door."""
    return HomePage(in_menus(categories_on_the_site()), letters())


def letters() -> tuple[LetterLink, ...]:
    """Those under which there are medicines, leading to the list from A to Z."""
    address = reverse("medicines")

    def there(sign: str) -> str:
        page = Wanted().address(Filter(), cursor=Cursor(AFTER, sign)) if sign else ""
        return f"{address}{page}"

    return letter_links(*firsts(Place.objects.of(ALL), A_PAGE), there)


def medicine_rows(
    products: Sequence[RowRead], why: Callable[[RowRead], str] = lambda _product: ""
) -> tuple[MedicineRow, ...]:
    """The same medicines; `why` tells of one why it is in the list."""
    return tuple(
        MedicineRow(
            _summary(product),
            ", ".join(map(strength_text, product.labels)),
            _shown_price(product.lowest),
            why(product),
            keeps_packs_back=product.keeps_packs_back,
        )
        for product in products
    )


def _shown_price(lowest: Decimal | None) -> Decimal | None:
    """As pricing.py writes a price per unit; the database has three decimals of each."""
    if lowest is None or lowest == NO_PRICE:
        return None
    return lowest if lowest < THREE_DECIMALS_UNDER else lowest.quantize(CENT)


def _summary(product: RowRead | MedicineRead) -> MedicineSummary:
    in_category, legal_class = bool(product.category_slug), LegalClass(product.legal_class)
    return MedicineSummary(
        pk=product.pk,
        name=product.title,
        slug=product.slug,
        headline=shown_headline(product),
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
        pictures=tuple(PictureShown(**picture) for picture in product.shown_pictures),
    )


def shown_headline(product: RowRead | MedicineRead) -> str:
    """ "" where it may not be promoted."""
    return product.headline if may_be_promoted(LegalClass(product.legal_class)) else ""


def _limits(product: MedicineRead) -> Limits:
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


def _monograph(product: MedicineRead) -> Monograph:
    return Monograph(
        name=product.title,
        introduction_html=rendered(product.introduction),
        sections=_sections(product),
        leaflets=_leaflets(product),
        review=_review(product),
    )


def _leaflets(product: MedicineRead) -> tuple[LeafletLink, ...]:
    return tuple(
        LeafletLink(product.title, link["label"], link["address"], link["bytes"])
        for link in product.leaflets
    )


def _review(product: MedicineRead) -> ReviewShown | None:
    if product.review is None:
        return None
    return ReviewShown(**product.review | {"on": date.fromisoformat(product.review["on"])})


def _sections(product: MedicineRead) -> tuple[SectionHtml, ...]:
    """What speaks for it is left out where it may not be promoted."""
    promoted = may_be_promoted(LegalClass(product.legal_class))
    sections = shown_sections(SectionRead(**one) for one in product.monograph)
    return tuple(one for one in sections if promoted or one.kind != "benefits")


def sections_of(medicine_id: int) -> tuple[SectionHtml, ...]:
    """A medicine's monograph as its page shows it."""
    sections = MonographSection.objects.filter(medicine_id=medicine_id)
    columns = ("pk", "kind", "title", "position", "body")
    return shown_sections(SectionRead(*row) for row in sections.values_list(*columns))


def shown_sections(sections: Iterable[SectionRead]) -> tuple[SectionHtml, ...]:
    """A monograph in the order of a page."""
    ordered = sorted(sections, key=lambda section: (display_rank(section.kind), section.position))
    return tuple(
        SectionHtml(
            kind=section.kind,
            own_title=section.title,
            html=section.html or rendered(section.body),
            anchor=f"{section.kind.replace('_', '-')}-{section.pk}",
        )
        for section in ordered
    )


def categories_on_the_site(only: Collection[int] | None = None) -> tuple[CategoryLink, ...]:
    """In tree order, each with how many medicines shoppers find in it; of `only` these ids."""
    if only is None:
        rows = _CATEGORIES.rows()
    else:
        rows = _SOME_CATEGORIES.rows(category_ids=list(only)) if only else iter(())
    return tuple(CategoryLink(name, slug, medicines or 0, pk) for name, slug, medicines, pk in rows)


def _categories() -> QuerySet[Category]:
    shown = Category.objects.filter(is_public=True).order_by("path")
    counted = shown.annotate(medicines=Tally.objects.of_outer_category())
    return counted.values_list("name", "slug", "medicines", "pk")


_CATEGORIES = Prepared(_categories)
_SOME_CATEGORIES = Prepared(
    lambda category_ids: _categories().filter(pk__in=among(category_ids, "bigint")),
    category_ids=[-1],
)


def in_menus(categories: Iterable[CategoryLink]) -> tuple[CategoryLink, ...]:
    """An empty category has a page, because links lead to it, and no place in a menu."""
    return tuple(category for category in categories if category.medicines)
