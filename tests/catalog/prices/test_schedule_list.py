"""Staff's list of scheduled prices: what each is and does, by state."""

import re

import pytest
from django.urls import reverse

from catalog.prices.schedule import actions
from tests.catalog.prices.schedule_page import LIST, pack_of
from tests.catalog.prices.scheduling import schedule, worker_comes
from tests.checkout.pages import text_of
from tests.factories import a_user

pytestmark = pytest.mark.django_db


def rows_of(client, **asked) -> list[str]:
    page = client.get(reverse(LIST), asked)
    return [text_of_row(row) for row in page.content.decode().split("<tr>")[2:]]


def text_of_row(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.split("</tr>")[0]).split())


@pytest.fixture
def one_of_each(medicine, clock):
    """One that waits, runs, has ended, was cancelled and never ran."""
    person = a_user(first_name="Tom", last_name="Adeyemi")
    sizes = {units: pack_of(medicine, units) for units in (60, 90, 120, 180, 270)}
    schedule(sizes[90], "66.50", clock.at(1), clock.at(99), by=person)
    schedule(sizes[120], "80.00", clock.at(1), by=person)
    worker_comes(clock.at(1))
    schedule(sizes[270], "160.00", clock.at(2), clock.at(3), by=person)
    worker_comes(clock.at(4))
    schedule(sizes[60], "36.40", clock.at(48), by=person)
    cancelled = schedule(sizes[180], "110.00", clock.at(48), by=person)
    actions.cancel(cancelled, by=person)


def test_the_list_says_what_each_is_and_does(price_editor, one_of_each):
    rows = {row.split(" pills")[0].split()[-1]: row for row in rows_of(price_editor)}

    assert "Baclofen 10 mg 90 pills" in rows["90"]
    assert "$68.00 $66.50 −2% Running Tom Adeyemi" in rows["90"]
    assert "stays $85.00 $80.00 −6% Ended Set, and stays. Tom" in rows["120"]
    assert "Ended Never ran: the worker stood still for all of its time." in rows["270"]
    assert "stays $52.00 $36.40 −30% above 20% Waiting" in rows["60"]
    assert "$118.00 $110.00 −7% Cancelled By Tom Adeyemi." in rows["180"]


@pytest.mark.parametrize(
    ("state", "number"),
    [("", 5), ("waiting", 1), ("running", 1), ("ended", 2), ("cancelled", 1)],
)
def test_each_tab_counts_what_it_lists(price_editor, one_of_each, state, number):
    asked = {"state": state} if state else {}
    page = price_editor.get(reverse(LIST), asked)
    [current] = [tab for tab in page.context["tabs"] if tab.is_current]
    assert (current.state, current.count) == (state, number)
    assert page.context["cl"].result_count == number
    assert f"{current.label} {number}" in text_of(page)


def test_the_list_asks_the_database_the_same_at_any_size(
    price_editor, medicine, clock, django_assert_num_queries
):
    for size, pack in enumerate(medicine.children.all()):
        if size in (1, 11):
            with django_assert_num_queries(8):
                price_editor.get(reverse(LIST))
        schedule(pack, "50.00", clock.at(24))


def test_there_is_a_desk_for_it(price_editor):
    page = price_editor.get(reverse(LIST)).content.decode()
    assert f'<a href="{reverse(LIST)}" aria-current="page">Scheduled</a>' in page
