"""What runs low and what waits to be checked: each figure is the length of its list."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.models import Dosage
from checkout.order.models import Order
from checkout.order.sold_reads import units_sold
from tests.checkout.plans import plan_of
from tests.checkout.prescriptions.deciding import approve
from tests.checkout.prescriptions.desk.at_the_cases import a_case, a_pack_of
from tests.checkout.shopping import a_placed_order
from tests.factories import a_dosage, a_medicine, a_pack, a_user, put_on_the_shelf
from tests.pharmacy.today.at_today import DAY, length_of, tile

pytestmark = pytest.mark.django_db


def test_what_is_low_in_stock_leads_to_as_many_dosages(owner):
    for label, units in (("5mg", 30), ("10mg", 100), ("25mg", 500)):
        dosage = a_dosage(a_medicine(f"Medicine of {label}"), label, units_on_hand=units)
        a_pack(dosage, 60)
        a_pack(dosage, 120, "90.00")

    low = tile(owner, "low in stock")

    assert (low.figure, low.more, low.state) == (2, "1 sold out", "warn")
    assert length_of(owner, low.url) == 2
    assert length_of(owner, "/admin/catalogue/dosage/?standing=low") == 1


def test_of_more_than_are_counted_nothing_is_said_that_may_not_be_so(owner, monkeypatch):
    monkeypatch.setattr("catalog.admin.today.MOST_COUNTED", 2)
    for label, smallest, units in (("1mg", 1, 1), ("2mg", 1, 2), ("3mg", 10, 5)):
        dosage = a_dosage(a_medicine(f"Medicine of {label}"), label, units_on_hand=units)
        a_pack(dosage, smallest)
        a_pack(dosage, 20, "90.00")

    low = tile(owner, "low in stock")

    assert (low.figure_in_words, low.more) == ("2 or more", "")


@pytest.mark.parametrize(
    ("left", "lasts", "state"),
    [
        (89, "Sold out", "stop"),
        (90, "under a day", "warn"),
        (280, "3 days", "warn"),
        (400, "4 days", ""),
    ],
)
def test_how_long_it_lasts_at_the_rate_of_the_last_30_days(owner, noon, left, lasts, state):
    pack = a_pack_of()
    a_pack_of(units=900, price="400.00")
    for ago, packs in ((1, 20), (29, 11), (31, 50)):
        a_placed_order({pack: packs}, now=noon - ago * DAY)
    ended = a_placed_order({pack: 9}, now=noon)
    Order.objects.filter(pk=ended.pk).update(status="expired")
    dosage = Dosage.objects.get(pk=pack.dosage_id)
    put_on_the_shelf(dosage.units_reserved + left)

    (row,) = owner.get("/admin/").context["low"]

    assert units_sold([dosage.pk], noon - 30 * DAY) == {dosage.pk: 31 * 90}
    assert row.free == f"{left} pills"
    assert lasts in str(row.lasts)
    assert (f"tag {state}" in str(row.lasts)) == bool(state)


def test_of_what_was_decided_the_approved_packs_are_sold(noon):
    order = a_case({a_pack_of(): 3})
    line = order.lines.get()
    approve(order, by=a_user(), quantities={line.pk: 1})
    assert units_sold([line.dosage_id], noon - DAY) == {line.dosage_id: 90}


def test_what_was_sold_is_found_by_dosage_and_order(noon):
    with CaptureQueriesContext(connection) as asked:
        units_sold([1, 2], noon - 30 * DAY)
    (query,) = asked.captured_queries
    assert "Seq Scan" not in plan_of(query["sql"])


def test_pages_to_check_lead_to_as_many_medicines(owner):
    a_medicine("Checked")
    assert tile(owner, "to check") is None
    a_medicine("Unchecked", check_note="Look at 25 mg.")

    to_check = tile(owner, "to check")

    assert (to_check.figure, to_check.words) == (1, "page to check")
    assert length_of(owner, to_check.url) == 1
