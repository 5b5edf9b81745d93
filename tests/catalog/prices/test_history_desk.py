"""What a pack has cost: who changed it, how and why, what it cost on a day, and restored."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pghistory
import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from catalog.actions import PackToSave, save_price_table
from catalog.partner.models import PriceFrom
from catalog.prices.chart import HEIGHT, WIDTH, chart_of
from catalog.prices.history_reads import price_at_the_end_of, price_changes
from catalog.prices.how import How, noted
from tests.catalog.admin.conftest import staff
from tests.catalog.prices.asked import packs_of, price_of
from tests.catalog.prices.proposal_page import Desk
from tests.catalog.reductions.past import as_if_saved, was_asked
from tests.checkout.pages import text_of
from tests.factories import a_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def pack(medicine):
    as_if_saved()
    return packs_of(medicine)[90]


def url_of(pack, deed: str = "") -> str:
    return reverse(f"admin:catalogue_pack_prices{deed}", args=[pack.pk])


def by_sql(pack, price: str) -> None:
    """As somebody would in psql, who says nothing of a request."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pghistory.context_id', '', true)")
        cursor.execute("SELECT set_config('pghistory.context_metadata', '', true)")
        cursor.execute(
            "UPDATE partner_stockrecord SET price = %s WHERE product_id = %s", [price, pack.pk]
        )
    as_if_saved()


def saved(pack, price: str, **who) -> None:
    with pghistory.context(**who):
        save_price_table(pack.dosage, [PackToSave(pack.units, Decimal(price), pack_id=pack.pk)])
        as_if_saved()


def test_every_change_says_who_how_and_why(price_editor, pack):
    priya = a_user("priya@example.com", first_name="Priya", last_name="Nair")
    with pghistory.context(user=priya.pk), noted(How.DESK, "Supplier raised cost"):
        save_price_table(pack.dosage, [PackToSave(90, Decimal("72.00"), pack_id=pack.pk)])
        as_if_saved()
    saved(pack, "70.00", command="load_demo")
    saved(pack, "69.00", user=priya.pk)
    by_sql(pack, "71.00")

    page = text_of(price_editor.get(url_of(pack)))

    assert "Priya Nair Medicine page $68.00 $72.00 +$4.00 Supplier raised cost" in page
    assert "load_demo $72.00 $70.00 −$2.00" in page
    assert "Priya Nair Elsewhere in the shop $70.00 $69.00 −$1.00" in page
    assert "In the database $69.00 $71.00 +$2.00 Now" in page


def test_what_it_cost_on_a_day_is_told_by_the_shops_clock(price_editor, medicine, settings):
    settings.TIME_ZONE = "America/New_York"
    pack = packs_of(medicine)[90]
    for price, at in (
        ("72.00", datetime(2026, 2, 1, tzinfo=UTC)),
        ("74.50", datetime(2026, 3, 4, 4, 59, tzinfo=UTC)),  # still the third in New York
        ("69.00", datetime(2026, 3, 4, 5, 0, tzinfo=UTC)),
    ):
        PriceFrom.objects.create(
            pack=pack, price=Decimal(price), since=at, strength="10mg", units=90, on_sale=True
        )
    with timezone.override("America/New_York"):
        assert price_at_the_end_of(pack, date(2026, 3, 3)) == Decimal("74.50")
        assert price_at_the_end_of(pack, date(2026, 3, 2)) == Decimal("72.00")
        assert price_at_the_end_of(pack, date(2026, 1, 1)) is None


def test_the_form_answers_and_refuses(price_editor, pack):
    was_asked(pack, "72.00", days_ago=40)
    day = timezone.localdate() - timedelta(days=20)

    assert f"$72.00 at the end of {day.day} " in text_of(
        price_editor.get(url_of(pack), {"on": day})
    )
    before = price_editor.get(url_of(pack), {"on": "2001-01-01"})
    assert "It was not sold yet at the end of 1 January 2001" in text_of(before)
    for odd in ("0001-01-01", "1999-12-31", "9999-12-31"):
        page = text_of(price_editor.get(url_of(pack), {"on": odd}))
        assert "Enter a day between 2000 and today." in page
    for odd in ("", "yesterday", "2026-02-30", "99999999999"):
        page = text_of(price_editor.get(url_of(pack), {"on": odd}))
        assert "Enter a day, like 2026-03-03." in page


def test_a_price_is_restored_and_that_is_a_change_too(price_editor, pack):
    saved(pack, "72.00")
    first, last = price_changes(pack)

    price_editor.post(url_of(pack, "_restore"), {"record": first.record_id, "seen": last.record_id})

    as_if_saved()
    assert "It costs $68.00 again." in text_of(price_editor.get(url_of(pack)))
    assert price_of(pack) == "68.00"
    record = PriceFrom.objects.filter(pack=pack).last()
    assert (record.how, record.by) == (How.RESTORE, price_editor.user)
    assert record.why.startswith("The price of ")


def test_a_price_somebody_changed_meanwhile_is_not_restored_over(price_editor, pack):
    saved(pack, "72.00")
    first, last = price_changes(pack)
    saved(pack, "75.00")

    answer = price_editor.post(
        url_of(pack, "_restore"), {"record": first.record_id, "seen": last.record_id}, follow=True
    )

    assert "Somebody changed the price meanwhile" in text_of(answer)
    assert price_of(pack) == "75.00"


def test_a_restored_price_that_is_odd_is_read_first(price_editor, pack):
    saved(pack, "50.00")
    pack.dosage.unit_cost = Decimal("0.80")
    pack.dosage.save(update_fields=["unit_cost"])
    first, last = price_changes(pack)

    answer = price_editor.post(
        url_of(pack, "_restore"), {"record": first.record_id, "seen": last.record_id}
    )

    assert price_of(pack) == "50.00"
    desk = Desk(price_editor, url=answer["Location"])
    assert "Restore a price" in desk.text
    assert "Nothing is changed yet: read the warnings, then apply." in desk.text
    assert "Up 36 % from $50.00. Above 20 % we ask twice." in desk.text
    assert "Below cost: these 90 pills cost $72.00 to buy." in desk.text
    desk.send("apply")
    assert price_of(pack) == "50.00"
    desk.type(have_read="on").send("apply")
    assert price_of(pack) == "68.00"
    record = PriceFrom.objects.filter(pack=pack).last()
    assert record.how == How.RESTORE
    assert record.why.startswith("The price of ")


def test_the_price_of_another_size_is_not_brought_back(price_editor, pack):
    with pghistory.context():
        save_price_table(pack.dosage, [PackToSave(95, Decimal("72.00"), pack_id=pack.pk)])
        as_if_saved()
    pack.refresh_from_db()
    first, last = price_changes(pack)
    assert "Restore $" not in text_of(price_editor.get(url_of(pack)))

    answer = price_editor.post(
        url_of(pack, "_restore"), {"record": first.record_id, "seen": last.record_id}
    )

    assert answer.status_code == 404
    assert price_of(pack) == "72.00"


@pytest.mark.parametrize("record", ["", "x", "0", "9" * 30])
def test_a_record_there_is_not_is_404(price_editor, pack, record):
    for deed in ("_restore", "_undo"):
        assert price_editor.post(url_of(pack, deed), {"record": record}).status_code == 404


def test_another_packs_record_is_404(price_editor, medicine, pack):
    other = price_changes(packs_of(medicine)[60])[-1].record_id
    own = price_changes(pack)[-1].record_id
    answer = price_editor.post(url_of(pack, "_restore"), {"record": other, "seen": own})
    assert answer.status_code == 404
    assert price_of(pack) == "68.00"


@pytest.mark.parametrize("group", ["Dispenser", "Support"])
def test_who_may_not_change_prices_sees_no_history_of_them(pack, group):
    client = staff(group)
    assert client.get(url_of(pack)).status_code == 403
    for deed in ("_restore", "_undo"):
        assert client.post(url_of(pack, deed), {"record": "1"}).status_code == 403


def test_a_pack_of_nobody_is_404(price_editor):
    assert price_editor.get(reverse("admin:catalogue_pack_prices", args=[0])).status_code == 404


def test_the_page_asks_the_same_for_few_changes_and_many(
    price_editor, pack, django_assert_num_queries
):
    price_editor.get(url_of(pack))
    with django_assert_num_queries(7):
        price_editor.get(url_of(pack))
    for days_ago in range(1, 60):
        was_asked(pack, f"{60 + days_ago}.00", days_ago=days_ago)
    with django_assert_num_queries(7):
        price_editor.get(url_of(pack))


NOW = datetime(2026, 11, 26, tzinfo=UTC)
prices = st.lists(
    st.tuples(
        st.datetimes(datetime(2020, 1, 1), datetime(2026, 11, 26), timezones=st.just(UTC)),
        st.decimals(Decimal("0.01"), Decimal("99999999.99"), places=2),
    ),
    min_size=1,
    max_size=30,
)


@given(prices)
def test_every_price_lies_on_the_chart_in_the_order_of_time_and_height(drawn):
    asked = sorted(drawn, key=lambda one: one[0])

    chart = chart_of(asked, NOW)

    assert [point.price for point in chart.points] == [price for _at, price in asked]
    assert all(0 <= point.x <= WIDTH and 0 <= point.y <= HEIGHT for point in chart.points)
    assert [point.x for point in chart.points] == sorted(point.x for point in chart.points)
    by_price = sorted(chart.points, key=lambda point: point.price)
    assert [point.y for point in by_price] == sorted((point.y for point in by_price), reverse=True)
    assert 2 <= len(chart.lines) <= 8
    low, high = chart.lines[0].price, chart.lines[-1].price
    assert low <= by_price[0].price <= by_price[-1].price <= high
