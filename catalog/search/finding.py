"""Which medicines have the words, the closest first, however many there are.

Of a word that every text has nobody ranks all: whatever may be among the closest is found in few
steps, each by an index and in the order of names, and only that is ranked.
"""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from django.db.models import QuerySet, Value

from catalog.filters import Filter, Group, Sort, stays
from catalog.places.models import ALL, Place
from catalog.places.querysets import NO_PRICE, price_column
from catalog.prepared import Prepared, is_among
from catalog.search.models import Entry, Spelling
from catalog.search.querysets import ELSEWHERE, EntryQuerySet
from catalog.search.words import Called, Having, Words

# For fewer PostgreSQL would go through all names, where it believes that many have a word.
FEW = 100
# As one is compared with another.
CLOSENESS = ("closeness", "name", "pk")
Ranked = tuple[int, str, int]


class Found(NamedTuple):
    """A medicine as it is narrowed and sorted by."""

    medicine_id: int
    name: str
    form: str
    needs_prescription: bool
    unit_price: Decimal  # NO_PRICE where it shows none
    in_stock: bool

    @property
    def group(self) -> Group:
        shown = None if self.unit_price == NO_PRICE else self.unit_price
        return Group(self.form, self.needs_prescription, shown, self.in_stock, 1)


def closest(words: Words, most: int) -> list[int]:
    """The ids of the medicines that are closest to the words.

    One query where so many names begin so, two elsewhere, three of a word that many have.
    """
    if not words:
        return []
    each_once = {row[-1]: row for row in _ranked(words, most)}
    return [medicine_id for *_, medicine_id in sorted(each_once.values())[:most]]


def _ranked(words: Words, most: int) -> Iterator[Ranked]:
    """Whatever may be among the closest, some of it twice."""
    asked, some = words.called._asdict(), max(most, FEW)
    begun = list(_begun(most).rows(**asked))
    yield from begun
    # What only has the words comes behind all whose own name begins so.
    if sum(name.startswith(words.text) for _closeness, name, _id in begun) >= most:
        return
    asked |= words.having._asdict()
    # Of a word that few have an index knows them all; of one that many have the first names soon
    # are enough: PostgreSQL has to know the word to take the quicker way.
    having = list(_having(some).rows_planned_anew(**asked))
    yield from having
    # There are more. Where these have it in their names, they are the first that do.
    if len(having) == some and any(closeness >= ELSEWHERE for closeness, *_ in having):
        yield from _named(some).rows_planned_anew(**asked)


def found_of(medicine_ids: Sequence[int]) -> list[Found]:
    """The same, in their order. One query, or none."""
    if not medicine_ids:
        return []
    by_id = {row[0]: Found(*row) for row in _FOUND.rows(medicine_ids=list(medicine_ids))}
    return [by_id[each] for each in medicine_ids if each in by_id]


def narrowed(found: Sequence[Found], chosen: Filter, sort: Sort) -> list[Found]:
    """What stays, in the order that is wanted; the closest first is how they come."""
    staying = [one for one in found if stays(one.group, chosen)]
    keys = {
        Sort.NAME: lambda one: (one.name, one.medicine_id),
        Sort.PRICE: lambda one: (one.unit_price, one.name, one.medicine_id),
    }
    return sorted(staying, key=keys[sort]) if sort in keys else staying


@cache
def _begun(most: int) -> Prepared:
    """The first whose own name begins so, and the first of which another one does."""

    def build(**asked: str) -> QuerySet[Entry]:
        called = Called(*map(Value, asked.values()))
        own = _public().called(called.text, called.behind).in_order(Sort.NAME)
        other = Spelling.objects.of(_public()).names_begun(called)
        either = own.values("medicine_id")[:most].union(other.values("medicine_id")[:most])
        entries = Entry.objects.filter(pk__in=either).with_closeness_of_names(called)
        return entries.values_list(*CLOSENESS)

    return Prepared(build, **_stand_ins(Called))


@cache
def _having(some: int) -> Prepared:
    """The first that have every word, by name."""
    return _by_name(some, EntryQuerySet.having)


@cache
def _named(some: int) -> Prepared:
    """The first that have every word in their names."""
    return _by_name(some, EntryQuerySet.named)


def _by_name(some: int, chosen: Callable[[EntryQuerySet, Having], EntryQuerySet]) -> Prepared:
    def build(**asked: str) -> QuerySet[Entry]:
        called, having = _of(asked)
        entries = chosen(Entry.objects.of(_public()), having).by_name()
        return entries.with_closeness(called, having).values_list(*CLOSENESS)[:some]

    return Prepared(build, **_stand_ins(Called), **_stand_ins(Having))


def _public() -> QuerySet[Place]:
    return Place.objects.of(ALL)


def _found(medicine_ids: Sequence[int]) -> QuerySet[Place]:
    places = _public().filter(is_among("medicine_id", medicine_ids, "bigint"))
    columns = ("medicine_id", "name", "form", "needs_prescription", price_column(), "in_stock")
    return places.values_list(*columns)


_FOUND = Prepared(_found, medicine_ids=[-1])


def _of(asked: dict[str, str]) -> tuple[Called, Having]:
    called = (Value(asked[name]) for name in Called._fields)
    return Called(*called), Having(*(asked[name] for name in Having._fields))


def _stand_ins(asked: type[Called | Having]) -> dict[str, str]:
    return {name: f"({name})" for name in asked._fields}
