"""Which carts, lines and messages nobody needs any more."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from checkout.basket.actions import add_pack
from checkout.basket.forgetting import LEFT_FOR, forget_left_carts
from checkout.basket.models import Basket, Line
from checkout.payment.actions import EVENTS_KEPT_FOR, forget_events
from checkout.payment.models import StripeEvent
from tests.checkout.prescriptions.told_case import a_told_cart
from tests.checkout.running.rounds import a_round
from tests.checkout.shopping import a_cart, a_placed_order
from tests.factories import a_dosage, a_medicine, a_pack, a_user
from tests.meanwhile import over_another_connection

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vault_folder")]
NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def free_pack():
    """Of what nobody has to be named for."""
    return a_pack(a_dosage(a_medicine(legal_class="GSL")))


def touched(basket_id: int, ago: timedelta) -> int:
    at = timezone.now() - ago
    Basket.objects.filter(pk=basket_id).update(date_created=at)
    Line.objects.filter(basket=basket_id).update(date_created=at, date_updated=at)
    return basket_id


def test_a_cart_nobody_comes_back_to_goes_and_every_other_stays():
    long_ago, free = LEFT_FOR + DAY, free_pack()
    left = touched(a_cart({free: 1}), long_ago)
    emptied = touched(Basket.objects.create().pk, long_ago)
    merged = touched(Basket.objects.create(status=Basket.MERGED).pk, long_ago)
    lately = touched(a_cart({free: 1}), LEFT_FOR - DAY)
    filled_since = touched(a_cart({free: 1}), long_ago)
    Line.objects.filter(basket=filled_since).update(date_updated=timezone.now())
    accounts = touched(a_cart({free: 1}), long_ago)
    Basket.objects.filter(pk=accounts).update(owner=a_user())
    told, _taken = a_told_cart()
    touched(told, long_ago)
    before = Basket.objects.count()

    a_round()

    there = set(Basket.objects.values_list("pk", flat=True))
    assert {lately, filled_since, accounts, told, merged} <= there
    assert len(there) == before - 2
    assert not there & {left, emptied}
    assert not Line.objects.filter(basket=left).exists()


def test_what_was_in_a_cart_goes_once_it_was_ordered_and_the_order_keeps_its_own():
    order = a_placed_order({a_pack(): 2})
    touched(order.basket_id, LEFT_FOR - DAY)
    a_round()
    assert Line.objects.filter(basket=order.basket_id).exists()
    touched(order.basket_id, LEFT_FOR + DAY)
    a_round(timezone.now() + DAY)
    assert not Line.objects.filter(basket=order.basket_id).exists()
    assert Basket.objects.filter(pk=order.basket_id).exists()
    assert order.lines.get().quantity == 2


@pytest.mark.django_db(transaction=True)
def test_a_cart_somebody_comes_back_to_at_that_moment_stays():
    free = free_pack()
    cart = touched(a_cart({free: 1}), LEFT_FOR + DAY)
    with transaction.atomic():
        add_pack(basket_id=cart, pack_id=free.pk, quantity=1)
        assert over_another_connection(lambda: forget_left_carts(timezone.now())) == 0
    assert forget_left_carts(timezone.now()) == 0
    assert Line.objects.get(basket=cart).quantity == 2


def test_a_message_of_stripe_goes_after_three_months_once_it_was_looked_up():
    now = timezone.now()
    for name, ago, looked_up in (
        ("old", EVENTS_KEPT_FOR + DAY, True),
        ("young", EVENTS_KEPT_FOR - DAY, True),
        ("waiting", EVENTS_KEPT_FOR + DAY, False),
    ):
        at = now - ago
        StripeEvent.objects.create(
            id=name, received_at=at, next_at=at, processed_at=at if looked_up else None
        )
    assert forget_events(now) == 1
    assert set(StripeEvent.objects.values_list("pk", flat=True)) == {"young", "waiting"}
