"""What the address of a list asks for, whatever somebody writes into it."""

from decimal import Decimal

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from catalog.filters import Filter, Sort
from catalog.search.words import cleaned
from catalog.wanted import wanted_in

KNOWN = ["Tablets", "Cream"]
TABLETS_UNDER_A_DOLLAR = "form=Tablets&rx=needed&stock=1&min=0.10&max=1&sort=price&page=3"
amounts = st.none() | st.decimals(0, 9_999_999, places=3)
filters = st.builds(
    Filter,
    forms=st.frozensets(st.sampled_from(KNOWN)),
    prescription=st.frozensets(st.sampled_from(["needed", "not-needed"])),
    in_stock=st.booleans(),
    least=amounts,
    most=amounts,
)


def wanted(query: str, **values):
    return wanted_in(QueryDict(query), **values)


def test_an_address_says_what_is_wanted():
    asked = wanted(TABLETS_UNDER_A_DOLLAR)
    assert asked.filter == Filter(
        frozenset(["Tablets"]), frozenset(["needed"]), True, Decimal("0.10"), Decimal(1)
    )
    assert (asked.sort, asked.page, asked.problems) == (Sort.PRICE, 3, {})


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        *(("1", "1"), ("0.61", "0.61"), ("0,61", "0.61"), (".5", "0.5"), ("$2.00", "2")),
        *((" 3 ", "3"), ("1,000", "1000"), ("$12,964.00", "12964"), ("1,234,567.5", "1234567.5")),
        *(("0,052", "0.052"), ("1.000", "1"), ("12,9", "12.9")),
    ],
)
def test_an_amount_may_be_typed_in_many_ways(typed, amount):
    assert wanted(f"min={typed}").filter.least == Decimal(amount)


@pytest.mark.parametrize(
    "typed",
    ["abc", "-1", "1e9", "12345678", "0.1234", "NaN", "1.2.3", "٣", "1,0000", "12,345,678"],
)
def test_what_is_no_amount_is_said_at_its_field_and_stays_there(typed):
    asked = wanted(f"min={typed}&max=1")
    assert asked.problems == {"min": "Enter an amount, as in 0.25."}
    assert asked.typed == {"min": typed, "max": "1"}
    assert (asked.filter.least, asked.filter.most) == (None, Decimal(1))


def test_a_range_that_ends_before_it_starts_is_said_and_bounds_nothing():
    asked = wanted("min=2&max=1&stock=1")
    assert asked.problems == {"max": "Enter $2.00 or more: that is where it starts."}
    assert asked.filter == Filter(in_stock=True)


def test_a_form_the_list_does_not_have_is_said_and_left_out():
    asked = wanted("form=Tablets&form=Pebbles").known(KNOWN)
    assert asked.problems == {"form": "There is no “Pebbles” in this list: choose from these."}
    assert asked.filter.forms == {"Tablets"}


@pytest.mark.parametrize(
    ("query", "sort", "page"),
    [
        ("sort=dearest&page=0", Sort.NAME, 1),
        ("sort=match&page=-1", Sort.NAME, 1),
        ("sort=&page=9999999", Sort.NAME, 1),
        ("sort=price&page=2", Sort.PRICE, 2),
    ],
)
def test_an_order_or_a_page_there_is_not_is_the_first_one(query, sort, page):
    asked = wanted(query)
    assert (asked.sort, asked.page) == (sort, page)


def test_only_a_search_offers_the_best_match():
    assert wanted("sort=name", usual=Sort.MATCH).sort == Sort.NAME
    assert wanted("", usual=Sort.MATCH).sort == Sort.MATCH


@given(filters, st.integers(1, 99999), st.sampled_from(["name", "price"]), st.text(max_size=50))
def test_the_address_of_a_list_leads_to_the_same_list(chosen, page, sort, search):
    before = wanted(f"sort={sort}", search=cleaned(search))

    after = wanted(before.address(chosen, page).removeprefix("?"))

    if not after.problems:
        assert after.filter == chosen
    assert (after.sort, after.page) == (before.sort, page)


@given(st.text(max_size=200))
def test_any_query_is_understood_somehow(query):
    asked = wanted(query.encode("utf-8", "replace").decode()).known(KNOWN)
    assert asked.address(asked.filter).startswith("?")
    assert asked.filter.forms <= set(KNOWN)
