"""The pharmacist's queue: who waits, for how long, and what to have in mind."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from checkout.accounts.models import User
from checkout.order.models import Order
from checkout.prescriptions import deciding
from checkout.prescriptions.cases import Case
from checkout.prescriptions.desk.queue_reads import next_case
from tests.checkout.pages import text_of
from tests.checkout.plans import plan_of
from tests.checkout.prescriptions.deciding import approve
from tests.checkout.prescriptions.desk.at_the_cases import (
    DAY,
    QUEUE,
    a_case,
    a_file,
    a_pack_of,
    page_of,
)
from tests.checkout.prescriptions.desk.many_cases import many_cases
from tests.checkout.shopping import Pharmacist
from tests.demo_staff import demo_user
from tests.factories import a_user

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
# Three are left for what substances have to say.
MOST_QUERIES = 12
OPEN = "IN ('awaiting_pharmacist', 'needs_information')"


def test_a_row_says_who_waits_since_when_for_what_and_what_is_there_to_read(desk):
    order = a_case(
        {a_pack_of(): 1, a_pack_of("Tizanidine", 60, "30.00", "4mg"): 3},
        placed=6 * DAY + 19 * HOUR,
        held=9 * HOUR + 14 * MINUTE + MINUTE / 2,
    )
    a_file(order)
    a_file(order)
    row = "Ends in 9 h 14 min Baclofen 10 mg × 90, Tizanidine 4 mg × 180 2 photos"
    assert f"{order.number} 6 d 19 h {row} First order To decide I take it" in desk.queue()
    html = desk.client.get(QUEUE).content.decode()
    assert '<span class="tag stop">Ends in 9 h 14 min</span>' in html
    assert page_of(order) in html


@pytest.mark.parametrize(
    ("held", "words"),
    [(40 * HOUR, "Ends in 1 d 15 h"), (5 * DAY, "4 d 23 h left")],
)
def test_how_long_a_card_is_held_stands_in_its_row(desk, held, words):
    a_case(held=held)
    assert words in desk.queue()


def test_an_order_without_a_hold_says_so(desk):
    order = a_case()
    order.attempts.update(state="lapsed")
    assert "No card held" in desk.queue()


@pytest.mark.parametrize(
    ("way", "words"),
    [
        ("prescriber", "By prescriber"),
        ("later", "To follow"),
        ("none", "No file needed"),
        ("again", "Used before"),
        ("upload", "1 PDF, 1 photo"),
    ],
)
def test_the_way_the_prescription_comes_stands_in_its_row(desk, way, words):
    order = a_case(way=way)
    if way == "upload":
        a_file(order, kind="pdf")
        a_file(order, kind="jpeg")
        words = "1 photo, 1 PDF"
    assert words in desk.queue()


def test_a_file_that_came_counts_more_than_the_way_that_was_announced(desk):
    a_file(a_case(way="later"))
    assert "1 photo" in desk.queue()
    assert "To follow" not in desk.queue()


def test_telling_answers_are_looked_at_and_others_are_not(desk):
    answer = {"question_id": 1, "medicine": "Ibuprofen", "text": "Do you have asthma?"}
    a_case(
        answers=[
            {**answer, "short": "Asthma?", "answer": "yes", "tells": True},
            {**answer, "short": "Pregnant?", "answer": "no", "tells": False},
        ]
    )
    assert "Asthma: yes" in desk.queue()
    assert "Pregnant" not in desk.queue()


def test_the_first_order_of_a_person_is_told_from_the_second(desk):
    first, second = a_case(placed=2 * DAY), a_case(placed=DAY)
    rows = desk.queue().partition(first.number)[2].partition(second.number)
    assert "First order" in rows[0]
    assert "First order" not in rows[2]


def test_a_part_of_a_prescription_that_is_used_again_is_said(desk):
    before = a_case({a_pack_of(units=180): 1}, placed=9 * DAY)
    approve(before, by=Pharmacist().user)
    prescription = before.patient.prescriptions.get()
    a_case({a_pack_of(): 1}, uses_again=prescription, way="again")
    assert "Part of 180" in desk.queue()


def test_each_tab_shows_its_cases_and_counts_them(desk):
    old = a_case(placed=3 * DAY, held=20 * HOUR)
    asked = a_case(placed=2 * DAY)
    mine = a_case(placed=DAY)
    Order.objects.filter(pk=asked.pk).update(
        status="needs_information", information_due_at=timezone.now() + DAY
    )
    a_paid_one = a_case()
    Order.objects.filter(pk=a_paid_one.pk).update(status="cancelled")
    me = User.objects.get(email="pharmacist@example.com")
    deciding.take(mine, by=me, now=timezone.now())

    assert "All 3 To decide 2 Ending soon 1 With the patient 1 Mine 1" in desk.queue()
    shown = {
        "": [old, asked, mine],
        "to_decide": [old, mine],
        "ending": [old],
        "asked": [asked],
        "mine": [mine],
        "nonsense": [old, asked, mine],
    }
    for tab, orders in shown.items():
        page = desk.queue(show=tab)
        found = [one for one in (old, asked, mine, a_paid_one) if one.number in page]
        assert found == orders
    assert "With the patient" in desk.queue(show="asked").partition(asked.number)[2]
    assert "You are on it" in desk.queue(show="mine")


def test_the_oldest_stands_first_or_the_hold_that_ends_first(desk):
    old, ending = a_case(placed=2 * DAY, held=3 * DAY), a_case(placed=DAY, held=DAY)
    unheld = a_case(placed=3 * DAY)
    unheld.attempts.update(state="lapsed")

    def order_of(page):
        return sorted((old, ending, unheld), key=lambda one: page.index(one.number))

    assert order_of(desk.queue()) == [unheld, old, ending]
    assert order_of(desk.queue(sort="hold")) == [ending, old, unheld]


def test_who_takes_a_case_has_it_and_colleagues_see_that(desk, staff):
    order = a_case()
    said = text_of(desk.press("take", order))
    assert "You are on it" in said
    assert "I take it" not in desk.queue()
    owner = staff("owner")
    assert "Tom Adeyemi is on it" in text_of(owner.get(QUEUE))
    assert "I take it" not in text_of(owner.get(QUEUE))


def test_a_colleagues_case_is_not_taken_until_it_is_put_back(desk, staff):
    order = a_case()
    desk.press("take", order)
    desk.client = staff("owner")
    assert "Tom Adeyemi is on this case" in text_of(desk.press("take", order))
    desk.press("put_back", order)  # a colleague's stays the colleague's
    assert "Tom Adeyemi is on it" in desk.queue()
    desk.client = staff("pharmacist")
    desk.press("put_back", order)
    assert "I take it" in desk.queue()


def test_half_an_hour_later_a_case_is_anybodys_again(desk, staff):
    order = a_case()
    owner = demo_user("owner")
    deciding.take(order, by=owner, now=timezone.now() - timedelta(minutes=31))
    assert "is on it" not in desk.queue()
    assert "You are on it" in text_of(desk.press("take", order))


def test_the_next_case_is_the_oldest_after_this_one_that_nobody_is_on(desk):
    first, taken, own, last = (a_case(placed=days * DAY) for days in (4, 3, 2, 1))
    me, now = User.objects.get(email="pharmacist@example.com"), timezone.now()
    deciding.take(taken, by=a_user(), now=now)
    Order.objects.filter(pk=own.pk).update(guest_email="PHARMACIST+me@example.com")
    assert next_case(me, after=None, now=now).pk == first.pk
    assert next_case(me, after=Case.objects.get(pk=first.pk), now=now).pk == last.pk
    assert next_case(me, after=Case.objects.get(pk=last.pk), now=now).pk == first.pk
    response = desk.client.get(f"{QUEUE}next/?after={first.pk}")
    assert response.url == page_of(last)


def test_where_nobody_else_waits_the_queue_says_so(desk):
    order = a_case()
    for after in (str(order.pk), "0", "x", "9" * 99):
        response = desk.client.get(f"{QUEUE}next/?after={after}", follow=True)
        expected = after == str(order.pk)
        assert ("Nothing else waits for a pharmacist." in text_of(response)) == expected


def test_today_leads_the_pharmacist_to_the_queue_and_support_to_the_orders(staff):
    a_case()
    assert f'class="tile " href="{QUEUE}?show=to_decide"' in staff("pharmacist").get("/admin/").text
    today = staff("support").get("/admin/").text
    assert QUEUE not in today
    assert "/admin/order/order/?status__exact=awaiting_pharmacist" in today


def test_the_desk_counts_who_waits_in_every_page(desk):
    a_case()
    assert "Prescriptions 1 Orders" in text_of(desk.client.get("/admin/"))


# --- ten thousand -------------------------------------------------------------------------------


def test_the_queue_asks_the_database_as_little_for_ten_thousand_as_for_two(desk):
    many_cases(2)
    desk.queue()
    with CaptureQueriesContext(connection) as few:
        desk.queue()
    many_cases(9_998, first=2)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

    for query in ({}, {"sort": "hold"}, {"show": "ending", "page": "9"}):
        with CaptureQueriesContext(connection) as many:
            page = desk.queue(**query)
        assert len(many) == len(few) == MOST_QUERIES
        assert "All 10000 To decide 9000" in page
        assert page.count("MANY-") == 50
        of_open_cases = [one["sql"] for one in many if OPEN in one["sql"]]
        assert len(of_open_cases) == 2
        _count, rows = of_open_cases
        # Where all orders are open, what goes over all of them may take any index.
        assert query or "order_is_an_open_case" in plan_of(rows)
