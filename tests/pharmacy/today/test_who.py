"""Who is told what on Today, and how little it asks the database."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.catalog.admin.conftest import staff
from tests.checkout.pages import text_of
from tests.checkout.prescriptions.desk.at_the_cases import a_case, a_pack_of
from tests.factories import put_on_the_shelf
from tests.pharmacy.today.at_today import ODD, move

pytestmark = pytest.mark.django_db


ORDERS = {"waits for a pharmacist", "need attention", "order today"}


@pytest.mark.parametrize(
    ("group", "words", "cards"),
    [
        ("Price editor", {"price changes today"}, {"changes"}),
        (
            "Pharmacist",
            {*ORDERS, "price changes today", "dosages low in stock"},
            {"next_cases", "troubled", "changes", "low"},
        ),
        ("Dispenser", {*ORDERS, "dosages low in stock"}, {"troubled", "low"}),
        ("Support", ORDERS, {"troubled"}),
    ],
)
def test_everybody_sees_the_figures_whose_lists_they_may_open(group, words, cards):
    order = a_case()
    person = staff(group)
    response = person.get("/admin/")
    assert {one.words for one in response.context["tiles"]} == words
    told = {"next_cases", "troubled", "changes", "low"}
    assert {name for name in told if name in response.context} == cards
    for one in response.context["tiles"]:
        if not one.url.startswith("#"):
            assert person.get(one.url).status_code == 200, one.words
    assert (order.number in text_of(response)) == (group == "Pharmacist")


@pytest.mark.parametrize("group", ["", "Price editor"])
def test_today_asks_the_database_the_same_for_little_and_for_much(group):
    person = staff(group)

    def reads():
        with CaptureQueriesContext(connection) as captured:
            person.get("/admin/")
        return len(captured)

    def a_day_of_work(number):
        name = f"Medicine {number}"
        pack, other = a_pack_of(name), a_pack_of(name, 60, "52.00")
        a_case({pack: 1}).attempts.update(needs_attention=ODD)
        a_case({pack: 2, other: 1})
        move(other, "50.00")
        put_on_the_shelf(80, pack.parent.dosages.all())

    a_day_of_work(0)
    person.get("/admin/")
    few = reads()
    for number in range(1, 6):
        a_day_of_work(number)
    assert reads() == few <= (30 if not group else 8)
