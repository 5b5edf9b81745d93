"""Payments that end in another way than planned: nothing held is said to be, nothing is kept."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from catalog.models import Dosage
from checkout.order import actions
from checkout.order.moving import locked, move
from checkout.order.states import OrderState
from checkout.payment import gateway, outbox
from checkout.payment.models import Outbox, PaymentAttempt
from checkout.payment.paying import payment_page, release_now, synced_quietly
from checkout.payment.sandbox.core.faults import Fault, Kind
from checkout.payment.sync import database_now, sync
from tests.checkout.shopping import (
    a_placed_order,
    attempt_of,
    let_the_worker_try_again,
    let_the_worker_work,
    refreshed,
)
from tests.factories import a_dosage, a_medicine, a_pack

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sandbox")]

DECLINED, CHALLENGED = "4000000000000002", "4000002500003155"


def an_order(legal_class="POM"):
    return a_placed_order({a_pack(a_dosage(a_medicine(legal_class=legal_class))): 1})


def opened(order):
    assert payment_page(order, now=timezone.now()).url
    return attempt_of(order)


def held(sandbox, order):
    sandbox.pay(opened(order).session_id)
    synced_quietly(order)
    return attempt_of(order)


def ended(order):
    """Where order and payment are, and the units still kept for them."""
    reserved = Dosage.objects.get(medicine=order.lines.get().product.parent).units_reserved
    return refreshed(order).status, attempt_of(order).state, reserved


@pytest.mark.parametrize("legal_class", ["POM", "GSL"])
@pytest.mark.parametrize("card", [DECLINED, CHALLENGED])
def test_a_page_that_expires_after_a_card_was_refused_never_held_anything(
    sandbox, card, legal_class
):
    order = an_order(legal_class)
    sandbox.pay(opened(order).session_id, card)
    synced_quietly(order)

    sandbox.move_clock(hours=1)
    let_the_worker_work(after=timedelta(hours=1))

    assert ended(order) == ("expired", "expired", 0)
    assert mail.outbox == []
    assert not Outbox.objects.filter(kind="capture").exists()


def test_an_order_changed_after_a_declined_card_ends_as_if_no_card_had_been_shown(sandbox):
    order = an_order()
    sandbox.pay(opened(order).session_id, DECLINED)
    actions.cancel(order, now=timezone.now())
    release_now(order, now=timezone.now())
    assert ended(order) == ("cancelled", "expired", 0)


@pytest.mark.parametrize("legal_class", ["POM", "GSL"])
def test_a_hold_that_came_and_went_unseen_is_nothing_to_build_an_order_on(sandbox, legal_class):
    order = an_order(legal_class)
    session = opened(order).session_id
    sandbox.pay(session)
    gateway.release(gateway.payment_facts(session).intent_id, key="by hand")

    synced_quietly(order)

    assert ended(order) == ("expired", "released", 0)
    assert mail.outbox == []


def test_a_hold_that_lapses_while_it_is_being_released_is_gone_all_the_same(sandbox, pharmacist):
    order = an_order()
    held(sandbox, order)
    pharmacist.reject(order)
    sandbox.plan(Fault(Kind.TIMEOUT_BEFORE, "*cancel"))
    let_the_worker_work()
    assert attempt_of(order).state == "releasing"

    sandbox.move_clock(days=8)
    let_the_worker_try_again()

    assert ended(order) == ("rejected", "lapsed", 0)
    assert attempt_of(order).needs_attention == ""


def test_a_key_that_once_stood_for_something_else_is_replaced_and_the_card_charged(
    sandbox, pharmacist
):
    order = an_order()
    attempt = held(sandbox, order)
    pharmacist.approve(order)
    key = Outbox.objects.get(kind="capture").idempotency_key
    with pytest.raises(gateway.Refusal):
        gateway.capture("pi_of_another_shop", amount=1, key=key)

    let_the_worker_try_again()

    assert refreshed(order).status == "paid"
    assert sandbox.captured(order.number) == [attempt.amount]


def test_a_key_of_ours_that_stripe_does_not_know_delays_a_charge_and_loses_none(
    sandbox, pharmacist, monkeypatch
):
    order = an_order()
    held(sandbox, order)
    pharmacist.approve(order)
    capture = gateway.capture

    def refused_at_the_door(*args, **kwargs):
        raise gateway.Unreachable("AuthenticationError: Invalid API Key provided")

    monkeypatch.setattr(gateway, "capture", refused_at_the_door)
    let_the_worker_work()
    monkeypatch.setattr(gateway, "capture", capture)
    let_the_worker_try_again()
    assert refreshed(order).status == "paid"


def test_a_difference_in_amount_is_told_and_released_when_the_order_is_given_up(sandbox):
    order = an_order()
    attempt = opened(order)
    PaymentAttempt.objects.filter(pk=attempt.pk).update(amount=1)
    sandbox.pay(attempt.session_id)
    synced_quietly(order)
    assert (refreshed(order).status, attempt_of(order).state) == ("awaiting_payment", "authorised")
    assert "we asked for 0.01 USD" in attempt_of(order).needs_attention

    actions.cancel(order, now=timezone.now())
    let_the_worker_try_again()
    assert ended(order) == ("cancelled", "released", 0)


def test_a_call_for_attention_goes_when_order_and_payment_agree_again(sandbox):
    order = an_order()
    attempt = held(sandbox, order)
    PaymentAttempt.objects.update(needs_attention="Not brought up to date: ValueError")
    assert sync(attempt.pk).needs_attention == ""


def test_what_staff_charged_by_hand_is_paid_once_the_pharmacist_agrees(sandbox, pharmacist):
    order = an_order()
    attempt = held(sandbox, order)
    gateway.capture(attempt.intent_id, amount=attempt.amount, key="by hand")
    let_the_worker_work(after=timedelta(minutes=6))
    assert "is charged while" in attempt_of(order).needs_attention

    pharmacist.approve(order)
    let_the_worker_work()

    assert refreshed(order).status == "paid"
    assert attempt_of(order).needs_attention == ""
    assert sandbox.captured(order.number) == [attempt.amount]


def test_what_staff_charged_by_hand_pays_for_nothing_where_it_is_another_sum(sandbox, pharmacist):
    order = an_order()
    attempt = held(sandbox, order)
    gateway.capture(attempt.intent_id, amount=5000, key="by hand")
    let_the_worker_work(after=timedelta(minutes=6))

    pharmacist.approve(order)
    let_the_worker_work()

    assert refreshed(order).status == "approved"
    assert "50.00 USD is charged, but 56.95 USD was approved." in attempt_of(order).needs_attention


def test_a_clock_that_was_wrong_for_once_does_not_stop_the_payment(sandbox):
    order = an_order()
    attempt = opened(order)
    ahead = database_now() + timedelta(hours=6)
    PaymentAttempt.objects.filter(pk=attempt.pk).update(facts_read_at=ahead)
    sandbox.pay(attempt.session_id)
    synced_quietly(order)
    assert refreshed(order).status == "awaiting_pharmacist"


def test_a_payment_page_stripe_will_never_open_is_told_to_staff_and_shopper(sandbox, monkeypatch):
    order = an_order()

    def refused(**kwargs):
        raise gateway.Refusal("InvalidRequestError: Invalid email address")

    open_session = gateway.open_session
    monkeypatch.setattr(gateway, "open_session", refused)
    let_the_worker_work(after=timedelta(seconds=10))
    assert attempt_of(order).needs_attention == ""
    let_the_worker_work(after=timedelta(minutes=1))
    assert "Invalid email address" in attempt_of(order).needs_attention
    for minutes in (2, 4, 8, 16, 32):
        let_the_worker_work(after=timedelta(minutes=minutes))
    page = payment_page(order, now=timezone.now())
    assert (page.preparing, page.delayed) == (True, True)

    monkeypatch.setattr(gateway, "open_session", open_session)
    let_the_worker_work(after=timedelta(minutes=50))
    assert attempt_of(order).state == "session_open"
    assert attempt_of(order).needs_attention == ""


def test_a_page_that_looks_again_asks_stripe_no_second_time(sandbox):
    order = an_order()
    sandbox.plan(Fault(Kind.TIMEOUT_BEFORE, "*sessions.create", times=20))
    for _ in range(12):
        assert payment_page(order, now=timezone.now()).preparing
    assert [fault.times for fault in sandbox.planned()] == [19]
    assert Outbox.objects.get(kind="open").tries == 1


def test_an_approval_that_was_taken_back_charges_nothing(sandbox, pharmacist):
    order = an_order()
    held(sandbox, order)
    pharmacist.approve(order)
    with transaction.atomic():
        move(locked(order.pk), OrderState.CANCELLED, now=timezone.now())
        outbox.promise_release(attempt_of(order), now=timezone.now())

    let_the_worker_try_again()

    assert sandbox.captured(order.number) == []
    assert ended(order) == ("cancelled", "released", 0)
