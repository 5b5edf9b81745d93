"""Which medicines have the words, the closest first, however many there are.

Of a word that every text has nobody ranks all: whatever may be among the closest is found in few
steps, each by an index and in the order of names, and only that is ranked.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Exists

from catalog.filters import Filter, Group, Sort, stays
from catalog.places.models import ALL, Place
from catalog.places.querysets import NO_PRICE, price_column
from catalog.search.models import Entry, Spelling
from catalog.search.words import Words

# For fewer PostgreSQL would go through all names, where it believes that many have a word.
FEW = 100


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
    """The ids of the medicines that are closest to the words. One query."""
    if not words:
        return []
    public, text = Place.objects.of(ALL), words.text
    begun = Entry.objects.of(public).called(text).by_name()
    other = Spelling.objects.of(public).names_begun(text)[:most]
    begun, is_full = begun[:most], Exists(begun[most - 1 :])
    # What only has the words comes behind all those, and is not looked for where they are enough.
    entries, some = Entry.objects.of(public).filter(~is_full), max(most, FEW)
    named = entries.named(words).by_name()[:some]
    found = entries.having(words).by_name()[:some]
    any_of_them = begun.values("pk").union(
        named.values("pk"), found.values("pk"), other.values("medicine_id")
    )
    ranked = Entry.objects.filter(pk__in=any_of_them).having(words).by_closeness(words)
    return list(ranked.values_list("pk", flat=True)[:most])


def found_of(medicine_ids: Sequence[int]) -> list[Found]:
    """The same, in their order. One query."""
    places = Place.objects.of(ALL).filter(medicine_id__in=medicine_ids)
    columns = ("medicine_id", "name", "form", "needs_prescription", price_column(), "in_stock")
    by_id = {row[0]: Found(*row) for row in places.values_list(*columns)}
    return [by_id[each] for each in medicine_ids if each in by_id]


def narrowed(found: Sequence[Found], chosen: Filter, sort: Sort) -> list[Found]:
    """What stays, in the order that is wanted; the closest first is how they come."""
    staying = [one for one in found if stays(one.group, chosen)]
    keys = {
        Sort.NAME: lambda one: (one.name, one.medicine_id),
        Sort.PRICE: lambda one: (one.unit_price, one.name, one.medicine_id),
    }
    return sorted(staying, key=keys[sort]) if sort in keys else staying
