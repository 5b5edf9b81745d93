"""Reads what a search finds, in a number of queries that no amount of data changes."""

from dataclasses import replace
from functools import cache
from math import ceil

from django.db.models import QuerySet, Value

from catalog.filters import counted
from catalog.lists import A_PAGE, MedicineList
from catalog.medicine_reads import RowRead, rows_read
from catalog.models import Category, Product
from catalog.page_reads import (
    categories_on_the_site,
    in_menus,
    letters,
    medicine_rows,
    shown_headline,
)
from catalog.places.models import ALL, Place
from catalog.prepared import Prepared, rows_of, statement
from catalog.search.finding import closest, found_of, narrowed
from catalog.search.models import Spelling, Spelt
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
    known = known_names_like(words)
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
    instead = corrected(words, known_names_like(words))
    return _suggested(words_of(instead)) if instead else found


def words_of(typed: str) -> Words:
    """What was typed as the database reads it: its first words, each once."""
    found = rows_of(_WORDS, [without_amounts(cleaned(typed))])
    return Words.first_of(Word(*row) for row in found)


def _found(words: Words, wanted: Wanted) -> MedicineList:
    """At most MOST_FOUND: what is more is behind them, and they are few enough to be counted."""
    medicine_ids = closest(words, MOST_FOUND + 1)
    found = found_of(medicine_ids[:MOST_FOUND])
    groups = [one.group for one in found]
    wanted = wanted.known({group.form for group in groups})
    counts = counted(groups, wanted.filter)
    staying = narrowed(found, wanted.filter, wanted.sort)
    pages = max(1, ceil(len(staying) / A_PAGE))
    page = min(wanted.page, pages)
    shown = [one.medicine_id for one in staying[(page - 1) * A_PAGE : page * A_PAGE]]
    return MedicineList(
        rows=medicine_rows(rows_read(shown, with_names=True), lambda product: _why(words, product)),
        counts=counts,
        wanted=wanted,
        words=words,
        is_cut=len(medicine_ids) > MOST_FOUND,
        previous=wanted.address(wanted.filter, page - 1) if page > 1 else "",
        next=wanted.address(wanted.filter, page + 1) if page < pages else "",
        page=page,
        pages=pages,
    )


def _why(words: Words, product: RowRead) -> str:
    return why_found(
        words,
        product.title,
        other_names=product.other_names,
        categories=product.category_names,
        texts=(shown_headline(product), product.summary),
    )


def _suggested(words: Words) -> Suggestions:
    categories = in_menus(categories_on_the_site(_categories_called(words)))[:MOST_CATEGORIES]
    shown = closest(words, MOST)[: MOST - len(categories)]
    products = rows_read(shown, with_names=True)
    medicines = [
        suggested_medicine(row, other_name_of(words, product.title, product.other_names))
        for product, row in zip(products, medicine_rows(products), strict=True)
    ]
    return Suggestions((*medicines, *map(suggested_category, categories)), words)


def _categories_called(words: Words) -> list[int]:
    """To count the medicines of every category at each letter would be slow."""
    named = _CATEGORIES.rows() if words else ()
    return [pk for pk, name in named if words.are_in(name)]


def known_names_like(words: Words) -> list[Alike]:
    """What the parts of what was typed may be meant for. One query, or none."""
    parts = to_correct(words)
    if not parts:
        return []
    typed = {f"part_{number}": part for number, part in enumerate(parts)}
    return [Alike(*row) for row in _like(len(parts)).rows(**typed)]


@cache
def _like(parts: int) -> Prepared:
    """Names on the site like one of so many parts."""

    def build(**typed: str) -> QuerySet[Spelt]:
        known = Spelling.objects.of(Place.objects.of(ALL))
        return Spelt.objects.like_one_of([*map(Value, typed.values())], known)

    return Prepared(build, **{f"part_{number}": f"(part {number})" for number in range(parts)})


_WORDS = statement("SELECT word, stem FROM search_words(%s)")
_CATEGORIES = Prepared(lambda: Category.objects.order_by("path").values_list("pk", "name"))
