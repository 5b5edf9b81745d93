"""Reads one page of a list, what leads to its others, and how many medicines it has."""

from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet

from catalog.filters import Counts, Filter, Group, Prescription, counted
from catalog.places.cursor import AFTER, BEFORE, Cursor, cursor_at
from catalog.places.models import Place
from catalog.places.querysets import NO_PRICE, key_of, price_column
from catalog.wanted import Wanted

# Between bounds of the price nobody counts more: to count 100,000 takes longer than a page does.
MOST_COUNTED = 1_000
# Behind whatever begins with a sign.
LAST_SIGN = "\U0010ffff"
# From one sign to the next by the index of names, however many names begin with it.
FIRSTS = """
    WITH RECURSIVE firsts (first) AS (
        (SELECT left(name, 1) FROM ({rows}) AS one ORDER BY name LIMIT 1)
        UNION ALL
        SELECT (
            SELECT left(name, 1) FROM ({rows}) AS next
            WHERE name > first || CASE WHEN first = '' THEN '' ELSE %s END ORDER BY name LIMIT 1
        )
        FROM firsts WHERE first IS NOT NULL
    )
    SELECT first, (
        SELECT left(name, 1) FROM ({rows}) AS page ORDER BY name, medicine_id OFFSET %s LIMIT 1
    )
    FROM firsts WHERE first IS NOT NULL
"""


class Cut(NamedTuple):
    """The medicines of one page, the signs their names begin with, and where its others are.

    `own` is where it begins, by which it is known; None of the first page.
    """

    medicine_ids: tuple[int, ...]
    firsts: tuple[str, ...]
    own: Cursor | None
    previous: Cursor | None
    next: Cursor | None


def cut(places: QuerySet[Place], wanted: Wanted, a_page: int) -> Cut:
    """The first page where the one that is wanted is not there."""
    places, sort, cursor = places.values_list(*key_of(wanted.sort)), wanted.sort, wanted.cursor
    in_order = places.in_order(sort)
    if cursor and cursor.side == BEFORE:
        found = list(in_order.before(cursor.key, sort).reverse()[: a_page + 1])
        if len(found) > a_page:
            before, *rows = reversed(found)
            return _cut(rows, before, more=True)
    elif cursor and (rows := list(in_order.after(cursor.key, sort)[: a_page + 1])):
        before = in_order.up_to(cursor.key, sort).reverse().first()
        return _cut(rows[:a_page], before, more=len(rows) > a_page)
    rows = list(in_order[: a_page + 1])
    return _cut(rows[:a_page], None, more=len(rows) > a_page)


def _cut(rows: list[Any], before: Any, *, more: bool) -> Cut:
    return Cut(
        tuple(row[-1] for row in rows),
        tuple(row[-2][:1] for row in rows),
        own=cursor_at(AFTER, before) if before else None,
        previous=cursor_at(BEFORE, rows[0]) if before else None,
        next=cursor_at(AFTER, rows[-1]) if more else None,
    )


def firsts(places: QuerySet[Place], a_page: int) -> tuple[list[str], str | None]:
    """The signs that names begin with, in order, and that of the last name of the first page."""
    rows, asked = places.order_by().values("name", "medicine_id").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(FIRSTS.format(rows=rows), [*asked, *asked, LAST_SIGN, *asked, a_page - 1])
        found = cursor.fetchall()
    return [first for first, _ends in found], found[0][1] if found else None


def groups_of(places: QuerySet[Place]) -> list[Group]:
    """One by one, with their prices."""
    rows = places.values_list("form", "needs_prescription", price_column(), "in_stock")
    return [
        Group(form, needs_prescription, None if price == NO_PRICE else price, in_stock, 1)
        for form, needs_prescription, price, in_stock in rows
    ]


def counts_of(list_id: int, groups: list[Group], chosen: Filter) -> Counts:
    """Of a list of these groups, whose prices are not known."""
    if chosen.least is None and chosen.most is None:
        return counted(groups, chosen)
    places = Place.objects.of(list_id)
    within = groups_of(places.within(chosen)[: MOST_COUNTED + 1])
    counts = counted(within, chosen, groups)
    return counts if len(within) <= MOST_COUNTED else _uncounted(counts, places.staying(chosen))


def _uncounted(counts: Counts, staying: QuerySet[Place]) -> Counts:
    """What each choice would show is not known of so many."""
    number = staying[: MOST_COUNTED + 1].count()
    return Counts(
        medicines=counts.medicines,
        staying=min(number, MOST_COUNTED),
        forms=dict.fromkeys(counts.forms),
        prescription=dict.fromkeys(Prescription),
        in_stock=None,
        is_cut=number > MOST_COUNTED,
    )
