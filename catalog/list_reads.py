"""Reads a list of medicines in a number of queries that no amount of data changes."""

from collections.abc import Callable
from dataclasses import replace

from django.db.models import Count, QuerySet

from catalog.filters import Group, Sort, counted
from catalog.letters import LetterLink, letter_links
from catalog.lists import A_PAGE, MedicineList
from catalog.models import Category, Product
from catalog.page_reads import categories_on_the_site, in_menus, medicine_rows
from catalog.querysets import REVIEWED_CLASSES
from catalog.wanted import Wanted


def medicine_list(wanted: Wanted) -> MedicineList:
    """The published medicines."""
    products = Product.objects.published()
    page = listed(products, wanted)
    by_name = page.wanted.sort == Sort.NAME
    return replace(
        page,
        letters=_letters(products, page.wanted) if by_name else (),
        categories=in_menus(categories_on_the_site()),
    )


def category_list(slug: str, wanted: Wanted) -> MedicineList:
    """The published medicines of a category on the site, perhaps none.

    Raises Category.DoesNotExist for any other slug.
    """
    categories = categories_on_the_site()
    category = next((link for link in categories if link.slug == slug), None)
    if category is None:
        raise Category.DoesNotExist(slug)
    page = listed(Product.objects.published().filter(categories__slug=slug), wanted)
    return replace(page, categories=in_menus(categories), category=category)


def listed(
    products: QuerySet, wanted: Wanted, why: Callable[[Product], str] = lambda _product: ""
) -> MedicineList:
    """One page of these medicines, narrowed and sorted as wanted.

    The best match is the order they come in. `why` tells of one of them why it is here.
    """
    products = products.with_offer()
    groups = _groups(products)
    wanted = wanted.known({group.form for group in groups})
    page = MedicineList(rows=(), counts=counted(groups, wanted.filter), wanted=wanted)
    first = (page.page - 1) * A_PAGE
    staying = _sorted(products, wanted) if page.counts.staying else products.none()
    shown = staying.with_category().with_pictures(1).with_first()[first : first + A_PAGE]
    return replace(
        page,
        rows=medicine_rows(shown, why),
        firsts=tuple(product.first for product in shown),
    )


def _groups(products: QuerySet) -> list[Group]:
    alike = products.order_by().values_list("form", "legal_class", "unit_price", "in_stock")
    return [
        Group(form, legal_class in REVIEWED_CLASSES, unit_price, in_stock, medicines)
        for form, legal_class, unit_price, in_stock, medicines in alike.annotate(
            medicines=Count("pk")
        )
    ]


def _sorted(products: QuerySet, wanted: Wanted) -> QuerySet:
    staying = products.staying(wanted.filter)
    orders = {Sort.NAME: staying.by_name, Sort.PRICE: staying.by_price}
    return orders.get(wanted.sort, staying.all)()


def _letters(products: QuerySet, wanted: Wanted) -> tuple[LetterLink, ...]:
    staying = products.with_offer().staying(wanted.filter)
    return letter_links(staying.firsts(), A_PAGE, lambda page: wanted.address(wanted.filter, page))
