"""An order whose money went back outside Stripe pays for nothing, and comes to its end."""

from decimal import Decimal

import pytest
from django.utils import timezone

from catalog.models import Dosage
from checkout.order import repairs
from checkout.order.actions import CannotDecide
from checkout.order.page.order_page import order_page
from checkout.order.shelf.dispensing import left_for_goods
from checkout.payment import gateway
from checkout.payment.models import PaymentAttempt, Refund
from checkout.payment.sync import sync
from checkout.prescriptions.erasing import check_erasable
from tests.checkout.payment.purchases import paid
from tests.checkout.shopping import attempt_of, let_the_worker_work, refreshed
from tests.factories import a_user

pytestmark = pytest.mark.django_db
FAILS_LATER = "4000000000005126"


@pytest.fixture
def order(sandbox):
    return paid(sandbox, card=FAILS_LATER)


def refund(order, amount, reason="Damaged"):
    repairs.refund(
        attempt_of(order), amount=Decimal(amount), by=None, now=timezone.now(), reason=reason
    )
    let_the_worker_work()


def failed_for_good(sandbox, order, amount):
    """Of a part: with the whole the order has ended before that fails."""
    refund(order, amount)
    sandbox.move_clock(seconds=61)
    sync(attempt_of(order).pk)
    assert "failed" in attempt_of(order).needs_attention


def put_aside(order):
    repairs.put_aside(attempt_of(order), by=None, now=timezone.now())


def by_hand(order, amount):
    """Staff refund it at Stripe."""
    gateway.refund(attempt_of(order).intent_id, amount=amount, token="theirs", key="by hand")
    sync(attempt_of(order).pk)


def left(order) -> int:
    return left_for_goods([attempt_of(order)])


def give_up(order):
    by = a_user(f"staff{order.status_changes.count()}@example.com")
    repairs.give_up(order, by=by, now=timezone.now(), reason="By bank transfer")


@pytest.fixture
def given_back(sandbox, order):
    """In two parts, which staff have transferred to the patient's bank account."""
    for amount in ("30.00", "26.95"):
        failed_for_good(sandbox, order, amount)
        put_aside(order)
    return refreshed(order)


def test_an_order_given_back_in_another_way_is_ended_and_its_packs_go_back(given_back):
    give_up(given_back)
    order = refreshed(given_back)
    assert (order.status, Dosage.objects.get().units_reserved) == ("refunded", 0)
    check_erasable(order, today=timezone.localdate())


def test_staff_are_offered_to_end_it_and_it_is_done(given_back, desk):
    support = desk("support")
    assert "End the order and put its packs back" in support.look(given_back)
    said = support.press("give_up", given_back, reason="By bank transfer")
    assert "Ended: its packs are back on sale, and nothing more is refunded." in said
    assert refreshed(given_back).status == "refunded"


def test_the_patient_reads_that_it_went_back_in_another_way(given_back):
    give_up(given_back)
    told = order_page(refreshed(given_back), now=timezone.now())["payment"]
    assert str(told.headline) == "Your order is refunded."
    assert "what did not reach your card we gave back otherwise" in str(told.words)


def test_not_while_something_is_left(sandbox, order, desk):
    failed_for_good(sandbox, order, "56.94")
    put_aside(order)
    with pytest.raises(CannotDecide, match="refund it instead"):
        give_up(refreshed(order))
    assert "End the order and put its packs back" not in desk("support").look(order)


def test_not_while_a_failed_refund_still_calls(sandbox, order):
    failed_for_good(sandbox, order, "30.00")
    put_aside(order)
    failed_for_good(sandbox, order, "26.95")
    with pytest.raises(CannotDecide, match="refund it instead"):
        give_up(refreshed(order))


def test_not_while_a_refund_is_on_its_way(given_back):
    """It may fail, too: then it has to be given back by a person."""
    refund(given_back, "10.00")
    Refund.objects.filter(amount=1000).update(state="pending")
    with pytest.raises(CannotDecide, match="refund it instead"):
        give_up(given_back)


def test_what_was_given_back_more_than_once_pays_for_nothing_either(given_back, sandbox):
    failed_for_good(sandbox, given_back, "10.00")
    put_aside(given_back)
    assert left_for_goods(PaymentAttempt.objects.all()) == 0


@pytest.fixture
def failed_once(sandbox, order):
    failed_for_good(sandbox, order, "30.00")
    return order


def test_what_a_second_try_gave_back_is_subtracted_once(failed_once, sandbox, desk):
    refund(failed_once, "30.00")
    put_aside(failed_once)
    assert left(failed_once) == 2695
    assert "End the order and put its packs back" not in desk("support").look(failed_once)
    with pytest.raises(CannotDecide, match="refund it instead"):
        give_up(refreshed(failed_once))


def test_a_second_try_at_stripe_is_one_as_well(failed_once):
    by_hand(failed_once, 3000)
    put_aside(failed_once)
    assert left(failed_once) == 2695


def test_what_failed_in_two_tries_and_went_back_otherwise_is_subtracted_once(failed_once, sandbox):
    failed_for_good(sandbox, failed_once, "30.00")
    assert len(attempt_of(failed_once).needs_attention.splitlines()) == 2
    put_aside(failed_once)
    assert left(failed_once) == 2695


def test_each_of_three_tries_is_instead_of_the_last(failed_once, sandbox):
    for _ in range(2):
        failed_for_good(sandbox, failed_once, "30.00")
    first, second, third = attempt_of(failed_once).refunds.all()
    assert (first.instead_of, second.instead_of, third.instead_of) == (None, first, second)


def test_a_try_at_stripe_takes_the_place_of_ours_that_was_not_sent(failed_once):
    now = timezone.now()
    repairs.refund(
        attempt_of(failed_once), amount=Decimal("30.00"), by=None, now=now, reason="Again"
    )
    by_hand(failed_once, 3000)
    first = attempt_of(failed_once).refunds.get(state="failed")
    assert attempt_of(failed_once).refunds.get(state="succeeded").instead_of == first
    put_aside(failed_once)
    assert left(failed_once) == 2695


def test_a_try_that_was_not_sent_is_none(failed_once):
    """Staff gave more back at Stripe meanwhile, and what had failed by bank transfer."""
    now = timezone.now()
    repairs.refund(
        attempt_of(failed_once), amount=Decimal("30.00"), by=None, now=now, reason="Again"
    )
    by_hand(failed_once, 2696)
    assert attempt_of(failed_once).refunds.get(state="withdrawn").instead_of is not None
    put_aside(failed_once)
    assert left(failed_once) == 0
