"""The prices that moved today: once for each pack, found by their time."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.moments import day_began
from catalog.partner.models import PriceFrom
from catalog.prices.how import How
from catalog.prices.today_reads import MOST_SHOWN, prices_today
from tests.catalog.admin.conftest import staff
from tests.catalog.reductions.past import as_if_saved, was_asked
from tests.checkout.pages import text_of
from tests.checkout.prescriptions.desk.at_the_cases import a_pack_of
from tests.pharmacy.today.at_today import DAY, HOUR, move, tile

pytestmark = pytest.mark.django_db


def explained(sql):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}")
        return " ".join(line for (line,) in cursor.fetchall())


def test_prices_that_moved_today_are_told_once_for_each_pack(owner):
    ninety, sixty = a_pack_of(), a_pack_of(units=60, price="52.00")
    a_pack_of(units=30, price="30.00")
    move(ninety, "67.00", by=owner.user.pk)
    move(ninety, "66.50", by=owner.user.pk)
    move(sixty, "50.00", how=How.SCHEDULE)

    moved = tile(owner, "price change")
    response = owner.get("/admin/")

    assert (moved.figure, moved.words, moved.more) == (2, "price changes today", "1 by schedule")
    assert len(response.context["changes"].rows) == 2
    assert owner.get(moved.url).context["cl"].result_count == 2
    today = text_of(response)
    assert "Baclofen 10 mg, 90 $67.00 $66.50 Priya Nair" in today
    assert "Baclofen 10 mg, 60 $52.00 $50.00 Schedule" in today


def test_who_may_not_open_the_list_of_prices_has_them_below():
    pharmacist = staff("Pharmacist")
    move(a_pack_of(), "67.00")
    assert tile(pharmacist, "price change").url == "#changes"
    assert 'id="changes"' in pharmacist.get("/admin/").content.decode()


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
    assert [row.before for row in rows.moves_since(began - DAY)] == [Decimal("70.00")]
    was_asked(pack, "71.00", days_ago=0, on_sale=False)
    assert prices_today(began).count == 0
    was_asked(pack, "72.00", days_ago=-0.01)
    assert [row.before for row in rows.moves_since(began)] == [Decimal("71.00")]


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
        # By pack or by number, as the hour of the day makes cheaper; never the whole record.
        assert "Seq Scan on partner_pricefrom" not in plan
        assert "Seq Scan on partner_pricefrom" not in plan
