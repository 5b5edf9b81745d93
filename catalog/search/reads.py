"""Reads what a search finds, in a number of queries that no amount of data changes."""

from dataclasses import replace

from django.db import connection
from django.db.models import QuerySet

from catalog.list_reads import listed
from catalog.lists import MedicineList
from catalog.models import Category, Product
from catalog.page_reads import (
    categories_on_the_site,
    in_menus,
    letters,
    medicine_rows,
    shown_headline,
)
from catalog.search.models import Spelling
from catalog.search.pages import (
    LEAST_TYPED,
    MOST,
    MOST_CATEGORIES,
    MOST_FOUND,
    SearchPage,
    Suggestions,
    suggested_category,
    suggested_medicine,
)
from catalog.search.why import other_name_of, why_found
from catalog.search.words import (
    ALIKE,
    Alike,
    Word,
    Words,
    cleaned,
    corrected,
    each_once,
    nearest_names,
    to_correct,
    without_amounts,
)
from catalog.wanted import Wanted


def search_page(wanted: Wanted) -> SearchPage:
    """What was searched for; where nothing is found, what was probably meant."""
    words = words_of(wanted.search)
    page = SearchPage(wanted.search, _found(words, wanted))
    if page.finds or not wanted.search:
        return page
    known = _known_names_like(words)
    instead = corrected(words, known)
    found = _found(words_of(instead), wanted) if instead else page.found
    if not found.counts.medicines:
        beside = Product.objects.published().names_beside(words.text) if words else ()
        nearest = each_once((*nearest_names(known), *beside))
        return replace(page, nearest=nearest, letters=letters())
    others = [name for name in nearest_names(known, least=ALIKE) if name != instead]
    return SearchPage(wanted.search, found, instead, tuple(others))


def suggestions(typed: str) -> Suggestions:
    """What somebody who types this may be looking for, also where it is misspelt."""
    words = words_of(typed)
    if len(words.text) < LEAST_TYPED:
        return Suggestions((), words)
    found = _suggested(words)
    if found.suggestions:
        return found
    instead = corrected(words, _known_names_like(words))
    return _suggested(words_of(instead)) if instead else found


def words_of(typed: str) -> Words:
    """What was typed as the database reads it: its first words, each once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT word, stem FROM search_words(%s)", [without_amounts(cleaned(typed))])
        return Words.first_of(Word(*row) for row in cursor.fetchall())


def _found(words: Words, wanted: Wanted) -> MedicineList:
    found = listed(_matching(words), wanted, lambda product: _why(words, product))
    return replace(found, words=words, is_cut=_is_cut(words, found))


def _is_cut(words: Words, found: MedicineList) -> bool:
    """Whether there are more; only of as many as are ever shown it has to be asked."""
    if found.counts.medicines < MOST_FOUND:
        return False
    return Product.objects.published().matching(words).order_by()[MOST_FOUND:].exists()


def _matching(words: Words) -> QuerySet:
    published = Product.objects.published()
    if not words:
        return published.none()
    closest = published.matching(words).values("pk")[:MOST_FOUND]
    entries = published.select_related("search_entry").defer("search_entry__document")
    return entries.filter(pk__in=closest).by_closeness(words)


def _why(words: Words, product: Product) -> str:
    entry = product.search_entry
    return why_found(
        words,
        product.title,
        other_names=entry.other_names,
        categories=entry.categories,
        texts=(shown_headline(product), product.summary),
    )


def _suggested(words: Words) -> Suggestions:
    categories = in_menus(categories_on_the_site(_categories_called(words)))[:MOST_CATEGORIES]
    products = list(_matching(words).with_category().with_pictures(1)[: MOST - len(categories)])
    medicines = [
        suggested_medicine(
            row, other_name_of(words, product.title, product.search_entry.other_names)
        )
        for product, row in zip(products, medicine_rows(products), strict=True)
    ]
    return Suggestions((*medicines, *map(suggested_category, categories)), words)


def _categories_called(words: Words) -> list[int]:
    """To count the medicines of every category at each letter would be slow."""
    named = Category.objects.values_list("pk", "name") if words else ()
    return [pk for pk, name in named if words.are_in(name)]


def _known_names_like(words: Words) -> list[Alike]:
    parts = to_correct(words)
    if not parts:
        return []
    return [Alike(*row) for row in Spelling.objects.like_one_of(parts, Product.objects.published())]
