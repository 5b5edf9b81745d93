"""Who waits, what calls and who ordered: each figure is the length of its list."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.moments import day_began
from checkout.order.models import Order
from tests.catalog.admin.conftest import staff
from tests.checkout.pages import text_of
from tests.checkout.prescriptions.desk.at_the_cases import a_case, a_pack_of
from tests.checkout.shopping import a_placed_order
from tests.pharmacy.today.at_today import DAY, HOUR, ODD, length_of, tile

pytestmark = pytest.mark.django_db


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
