"""Today: each figure is the length of the list it leads to, for those who may open that list."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.timezone import localtime

from catalog.models import Dosage
from catalog.moments import day_began
from catalog.partner.models import PriceFrom, StockRecord
from catalog.prices.how import How, noted
from catalog.prices.today_reads import MOST_SHOWN, prices_today
from checkout.order.models import Order
from checkout.order.sold_reads import units_sold
from pharmacy.history.acting import acting
from tests.catalog.admin.conftest import staff
from tests.catalog.reductions.past import as_if_saved, was_asked
from tests.checkout.pages import text_of
from tests.checkout.plans import plan_of
from tests.checkout.prescriptions.deciding import approve
from tests.checkout.prescriptions.desk.at_the_cases import a_case, a_pack_of
from tests.checkout.shopping import a_placed_order
from tests.factories import a_dosage, a_medicine, a_pack, a_user, put_on_the_shelf

pytestmark = pytest.mark.django_db

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
ODD = "Stripe tells another story of this payment than we do."


@pytest.fixture
def owner():
    return staff()


@pytest.fixture(autouse=True)
def noon(monkeypatch):
    """The shop's clock stands at noon: an hour ago was today."""
    now = localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    monkeypatch.setattr(timezone, "now", lambda: now)
    return now


def tiles(client):
    return client.get("/admin/").context["tiles"]


def tile(client, words):
    return next((one for one in tiles(client) if words in one.words), None)


def length_of(client, url):
    """How many rows the list of an address has, over all its pages."""
    context = client.get(url).context
    if "cl" in context:
        return context["cl"].result_count
    return context["page"].paginator.count


def move(pack, price, *, how=How.DESK, by=None):
    """Somebody sets a price, and the database records it."""
    as_if_saved()
    with acting(user=by), noted(how):
        StockRecord.objects.filter(product=pack).update(price=Decimal(price))
        as_if_saved()


def explained(sql):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}")
        return " ".join(line for (line,) in cursor.fetchall())


# --- orders -------------------------------------------------------------------------------------


def test_who_waits_for_a_pharmacist_leads_to_as_many_cases(owner):
    a_case(held=9 * HOUR)
    a_case()
    asked = a_case()
    Order.objects.filter(pk=asked.pk).update(
        status="needs_information", information_due_at=timezone.now() + DAY
    )

    waiting = tile(owner, "for a pharmacist")

    assert (waiting.figure, waiting.words) == (2, "wait for a pharmacist")
    assert (waiting.more, waiting.state) == ("1 hold ends within 12 h", "stop")
    assert length_of(owner, waiting.url) == 2


def test_others_than_pharmacists_are_led_to_as_many_orders():
    a_case()
    a_placed_order({a_pack_of(): 1})
    support = staff("Support")

    waiting = tile(support, "for a pharmacist")

    assert waiting.words == "waits for a pharmacist"
    assert length_of(support, waiting.url) == waiting.figure == 1


def test_what_needs_attention_leads_to_as_many_orders(owner):
    for order in (a_case(), a_case()):
        order.attempts.update(needs_attention=ODD)
    a_case()

    calling = tile(owner, "attention")

    assert (calling.figure, calling.words) == (2, "need attention")
    assert length_of(owner, calling.url) == 2


def test_orders_of_today_lead_to_as_many_orders(owner, noon):
    assert tile(owner, "today").more == "none yet"
    began = day_began(noon)
    for placed in (began, noon - HOUR, began - timedelta(seconds=1)):
        a_placed_order({a_pack_of(): 1}, now=placed)

    placed = tile(owner, "orders today")

    assert placed.figure == 2
    assert placed.more == "$145.90, last at 11:00"
    assert length_of(owner, placed.url) == 2
    assert length_of(owner, "/admin/order/order/") == 3


def test_the_first_cases_are_those_of_the_queue(owner):
    pack = a_pack_of()
    placed = [a_case({pack: 2}, placed=hours * HOUR) for hours in range(6)]
    shown = owner.get("/admin/").context["next_cases"]
    assert [case.number for case in shown] == [order.number for order in placed[:1:-1]]
    today = text_of(owner.get("/admin/"))
    assert f"{placed[-1].number} Baclofen 10 mg × 180 By prescriber" in today
    assert "6 d 0 h left" in today


# --- prices -------------------------------------------------------------------------------------


def test_prices_that_moved_today_are_told_once_for_each_pack(owner):
    ninety, sixty = a_pack_of(), a_pack_of(units=60, price="52.00")
    a_pack_of(units=30, price="30.00")
    move(ninety, "67.00", by=owner.user.pk)
    move(ninety, "66.50", by=owner.user.pk)
    move(sixty, "50.00", how=How.SCHEDULE)

    moved = tile(owner, "price change")
    response = owner.get("/admin/")

    assert (moved.figure, moved.words, moved.more) == (2, "price changes today", "1 by schedule")
    assert (moved.url, len(response.context["changes"].rows)) == ("#changes", 2)
    assert 'id="changes"' in response.content.decode()
    today = text_of(response)
    assert "Baclofen 10 mg, 90 $67.00 $66.50 Priya Nair" in today
    assert "Baclofen 10 mg, 60 $52.00 $50.00 Schedule" in today


def test_a_new_pack_and_one_taken_off_sale_move_no_price(owner):
    pack = a_pack_of()
    as_if_saved()
    type(pack).objects.filter(pk=pack.pk).update(is_public=False)
    as_if_saved()
    assert PriceFrom.objects.filter(pack=pack).count() == 2
    assert tile(owner, "price change").figure == 0
    assert "None yet." in text_of(owner.get("/admin/"))


def test_what_moved_yesterday_is_not_told_today(noon):
    pack, began = a_pack_of(), day_began(noon)
    was_asked(pack, "70.00", days_ago=9)
    was_asked(pack, "71.00", days_ago=1.5)
    rows = PriceFrom.objects
    assert prices_today(began).count == 0
    assert [row.before for row in rows.last_moves_since(began - DAY)] == [Decimal("70.00")]
    was_asked(pack, "71.00", days_ago=0, on_sale=False)
    assert prices_today(began).count == 0
    was_asked(pack, "72.00", days_ago=-0.01)
    assert [row.before for row in rows.last_moves_since(began)] == [Decimal("71.00")]


def test_of_more_prices_than_are_read_the_latest_are_shown(owner):
    packs = [a_pack_of(units=units) for units in range(1, MOST_SHOWN + 3)]
    as_if_saved()
    for number, pack in enumerate(packs):
        move(pack, f"{90 + number}.00")
    today = text_of(owner.get("/admin/"))
    assert tile(owner, "price change").figure == MOST_SHOWN + 2
    assert "And 2 more today." in today
    assert today.index("10 mg, 22 $68.00") < today.index("10 mg, 3 $68.00")
    assert "10 mg, 2 $68.00" not in today


def test_among_all_prices_there_ever_were_those_of_today_are_found_by_their_time(noon):
    packs = [a_pack_of(units=units) for units in range(1, 41)]
    as_if_saved()
    began = day_began(noon)
    PriceFrom.objects.bulk_create(
        PriceFrom(
            pack=packs[number % 40],
            since=began - number * HOUR,
            price=Decimal(1 + number % 7),
            strength="10mg",
            units=1,
            on_sale=True,
        )
        for number in range(20_000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE partner_pricefrom")
    with CaptureQueriesContext(connection) as asked:
        prices_today(began)
    for query in asked.captured_queries:
        plan = explained(query["sql"])
        assert "prices_by_time" in plan
        assert "prices_of_a_pack" in plan
        assert "Seq Scan on partner_pricefrom" not in plan


# --- stock --------------------------------------------------------------------------------------


def test_what_is_low_in_stock_leads_to_as_many_dosages(owner):
    for label, units in (("5mg", 30), ("10mg", 100), ("25mg", 500)):
        dosage = a_dosage(a_medicine(f"Medicine of {label}"), label, units_on_hand=units)
        a_pack(dosage, 60)
        a_pack(dosage, 120, "90.00")

    low = tile(owner, "low in stock")

    assert (low.figure, low.more, low.state) == (2, "1 sold out", "warn")
    assert length_of(owner, low.url) == 2
    assert length_of(owner, "/admin/catalogue/dosage/?standing=low") == 1


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


# --- who sees what ------------------------------------------------------------------------------

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
