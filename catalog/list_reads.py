"""Reads a list of medicines in a number of queries that no amount of data changes."""

from dataclasses import replace

from catalog.filters import Sort
from catalog.letters import LetterLink, letter_links
from catalog.lists import A_PAGE, MedicineList
from catalog.medicine_reads import rows_read
from catalog.models import Category
from catalog.page_reads import categories_on_the_site, in_menus, medicine_rows
from catalog.places.cursor import AFTER, Cursor
from catalog.places.models import ALL, Place, Tally
from catalog.places.reads import counts_of, cut, firsts
from catalog.wanted import Wanted


def medicine_list(wanted: Wanted) -> MedicineList:
    """The published medicines."""
    page = _list(ALL, wanted)
    by_name = page.wanted.sort == Sort.NAME
    return replace(
        page,
        letters=_letters(page.wanted) if by_name else (),
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
    return replace(_list(category.pk, wanted), categories=in_menus(categories), category=category)


def _list(list_id: int, wanted: Wanted) -> MedicineList:
    """One page of a list, narrowed and sorted as wanted."""
    groups = Tally.objects.groups(list_id)
    wanted = wanted.known({group.form for group in groups})
    counts = counts_of(list_id, groups, wanted.filter)
    staying = Place.objects.of(list_id).staying(wanted.filter)
    shown = cut(staying if counts.staying else staying.none(), wanted, A_PAGE)
    signs = dict(zip(shown.medicine_ids, shown.firsts, strict=True))
    products = rows_read(shown.medicine_ids)
    return MedicineList(
        rows=medicine_rows(products),
        counts=counts,
        wanted=wanted,
        firsts=tuple(signs[product.pk] for product in products),
        own=shown.own,
        previous=_address(wanted, shown.previous),
        next=_address(wanted, shown.next),
    )


def _address(wanted: Wanted, cursor: Cursor | None) -> str:
    return wanted.address(wanted.filter, cursor=cursor) if cursor else ""


def _letters(wanted: Wanted) -> tuple[LetterLink, ...]:
    staying = Place.objects.of(ALL).staying(wanted.filter)
    return letter_links(
        *firsts(staying, A_PAGE),
        lambda sign: wanted.address(wanted.filter, cursor=Cursor(AFTER, sign) if sign else None),
    )
