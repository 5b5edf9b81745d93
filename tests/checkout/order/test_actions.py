"""After placing: who may still change what, and an order bought again."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from checkout.order import actions, repairs
from checkout.order.actions import CannotDecide
from checkout.payment.sandbox.core.faults import Fault, Kind
from checkout.payment.sync import sync
from checkout.payment.worker import keep_next_about_money
from tests.checkout.payment.purchases import an_order, approved, held
from tests.checkout.shopping import (
    a_cart,
    a_placed_order,
    attempt_of,
    let_the_worker_try_again,
    let_the_worker_work,
    refreshed,
)
from tests.factories import a_pack

pytestmark = pytest.mark.django_db


def test_a_cancelled_order_cannot_be_decided_and_a_second_cancel_changes_nothing(pharmacist):
    order = a_placed_order({a_pack(): 1})
    actions.cancel(order, now=timezone.now())
    actions.cancel(order, now=timezone.now())
    assert refreshed(order).status_changes.count() == 1
    for decide in (pharmacist.approve, pharmacist.reject):
        with pytest.raises(CannotDecide, match="nothing to decide"):
            decide(order)


def test_what_is_being_charged_cannot_be_cancelled_though_stripe_shows_no_charge_yet(sandbox):
    order = an_order("GSL")
    sandbox.plan(Fault(Kind.TIMEOUT_BEFORE, "intents.capture"))
    held(sandbox, order)
    let_the_worker_work()
    sync(attempt_of(order).pk)
    assert (refreshed(order).status, attempt_of(order).state) == ("approved", "authorised")
    with pytest.raises(CannotDecide, match="cannot be cancelled here any more"):
        actions.cancel(order, now=timezone.now())
    let_the_worker_try_again()
    assert refreshed(order).status == "paid"


def test_what_may_be_charged_under_a_key_that_failed_cannot_be_cancelled_either(sandbox):
    order = an_order("GSL")
    sandbox.plan(Fault(Kind.ERROR_500, "intents.capture"))
    held(sandbox, order)
    let_the_worker_work()
    sync(attempt_of(order).pk)
    assert attempt_of(order).state == "authorised"
    with pytest.raises(CannotDecide):
        actions.cancel(order, now=timezone.now())


def test_who_was_asked_to_pay_otherwise_cannot_cancel_while_the_first_card_is_charged(sandbox):
    order = approved(sandbox)
    sandbox.plan(Fault(Kind.TIMEOUT_AFTER, "intents.capture"))
    keep_next_about_money(timezone.now())
    repairs.ask_to_pay(order, by=None, now=timezone.now())
    with pytest.raises(CannotDecide):
        actions.cancel(order, now=timezone.now())
    let_the_worker_try_again()
    assert refreshed(order).status == "paid"


def test_an_order_is_copied_into_a_new_cart_at_todays_prices():
    kept, gone = a_pack(price="52.00"), a_pack()
    order = a_placed_order({kept: 2, gone: 1})
    kept.stockrecords.update(price="55.00")
    gone.__class__.objects.filter(pk=gone.pk).update(is_public=False)
    copied = actions.copy_to_cart(order, None)
    [line] = copied.basket.lines.all()
    assert (line.product_id, line.quantity, line.price_incl_tax) == (kept.pk, 2, Decimal("55.00"))
    assert [title.replace("\u00a0", " ") for title in copied.left_out] == [
        order.lines.get(product=gone).title.replace("\u00a0", " ")
    ]


def test_where_no_pack_comes_along_no_cart_is_said_to_have_one():
    gone, later = a_pack(), a_pack()
    order = a_placed_order({gone: 1, later: 1})
    gone.__class__.objects.filter(pk=gone.pk).update(is_public=False)
    copied = actions.copy_to_cart(order, None, not_yet=lambda ids: {later.pk: "Answer first."})
    assert not copied.basket.lines.exists()
    title = order.lines.get(product=gone).title
    assert copied.words == (
        f"No pack of order {order.number} could be put into your cart."
        f" Not sold any more: {title}. Answer first."
    )


def test_what_the_cart_already_has_stays_when_an_order_is_copied_into_it():
    bought, wanted = a_pack(), a_pack()
    order = a_placed_order({bought: 2})
    present = a_cart({bought: 1, wanted: 3})
    basket = actions.copy_to_cart(order, present).basket
    assert basket.pk == present
    assert dict(basket.lines.values_list("product_id", "quantity")) == {bought.pk: 1, wanted.pk: 3}


def test_an_ordered_cart_is_not_what_an_order_is_copied_into():
    order = a_placed_order({a_pack(): 1})
    assert actions.copy_to_cart(order, order.basket_id).basket.pk != order.basket_id


def test_a_move_is_dated_by_when_it_was_decided():
    order, decided = a_placed_order({a_pack(): 1}), timezone.now() - timedelta(minutes=3)
    actions.cancel(order, now=decided)
    assert order.status_changes.get().date_created == decided
