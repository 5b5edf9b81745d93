"""The twelve failures of the README's table, each seen in a real shop; kills are in faults/."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from catalog.models import Dosage
from checkout.basket import actions as cart_actions
from checkout.order import actions, placing, repairs
from checkout.order.models import Order
from checkout.order.overdue import expire_next
from checkout.order.placing import CannotPlace, place_order
from checkout.order.reactions import DAYS_TO_PAY
from checkout.order.shelf.dispensing import dispense
from checkout.payment import gateway
from checkout.payment.models import LedgerEntry, Outbox, PaymentAttempt, Refund, StripeEvent
from checkout.payment.paying import payment_page
from checkout.payment.sandbox.core.faults import Fault, Kind
from checkout.payment.worker import process_event
from tests.checkout.payment.at_once import MANY, by_many
from tests.checkout.payment.faults.invariants import broken_at_rest
from tests.checkout.payment.purchases import (
    an_order,
    approved,
    held,
    lapsed,
    let_go_by_the_bank,
    opened,
    paid,
)
from tests.checkout.payment.sandbox.fixtures import WEBHOOK_SECRET
from tests.checkout.payment.webhooks import arrive
from tests.checkout.shopping import (
    SAM,
    Pharmacist,
    a_cart,
    a_delivery_method,
    attempt_of,
    let_the_worker_try_again,
    let_the_worker_work,
    refreshed,
    seen_by,
)
from tests.factories import a_dosage, a_pack

pytestmark = pytest.mark.django_db

at_once = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def shop_with_stripe(sandbox, settings):
    settings.STRIPE_WEBHOOK_SECRET = WEBHOOK_SECRET
    return sandbox


def all_is_well(sandbox):
    assert broken_at_rest(sandbox) == []


@at_once
def test_failure_1_an_event_delivered_ten_times_at_once_settles_once(sandbox):
    order = an_order()
    sandbox.pay(opened(order).session_id)
    for event in sandbox.waiting(all=True):
        message = sandbox.webhook(event.event)
        assert by_many(lambda _, message=message: arrive(*message)) == [200] * MANY
    by_many(lambda _: [process_event(timezone.now()) for _ in range(5)])
    let_the_worker_try_again()

    moves = list(order.status_changes.values_list("new_status", flat=True))
    assert moves == ["awaiting_pharmacist"]
    assert len(mail.outbox) == 1
    assert attempt_of(order).ledger.count() == 1
    all_is_well(sandbox)


def test_failure_2_a_webhook_that_beats_our_commit_is_applied_later(sandbox):
    order = an_order()
    sandbox.plan(Fault(Kind.TIMEOUT_AFTER, "sessions.create"))
    assert payment_page(order, now=timezone.now()).preparing
    [session] = sandbox.sessions()
    sandbox.pay(session)
    sandbox.deliver(arrive)
    assert process_event(timezone.now())
    assert StripeEvent.objects.filter(processed_at=None).exists()
    assert refreshed(order).status == "awaiting_payment"

    let_the_worker_try_again()
    assert refreshed(order).status == "awaiting_pharmacist"
    assert not StripeEvent.objects.filter(processed_at=None).exists()
    assert len(sandbox.sessions()) == 1
    all_is_well(sandbox)


def test_failure_3_no_money_without_an_order_and_no_order_lost_to_a_mail(sandbox, monkeypatch):
    basket, method = a_cart({a_pack(): 1}), a_delivery_method()
    order_it = {
        "basket_id": basket,
        "details": SAM,
        "method_id": method.pk,
        "seen": seen_by(basket, method),
        "now": timezone.now(),
    }
    reserve = placing.stock.reserve
    monkeypatch.setattr(placing.stock, "reserve", broken)
    with pytest.raises(ZeroDivisionError):
        place_order(**order_it)
    assert not Order.objects.exists()
    assert not PaymentAttempt.objects.exists()
    monkeypatch.setattr(placing.stock, "reserve", reserve)

    order = place_order(**order_it)
    monkeypatch.setattr("checkout.order.mails.emails.send", broken)
    held(sandbox, order)
    let_the_worker_work()
    assert refreshed(order).status == "awaiting_pharmacist"
    assert place_order(**order_it) == order
    monkeypatch.undo()


def broken(*args, **kwargs):
    raise ZeroDivisionError


def test_failure_4_a_hold_that_lapsed_unnoticed_ships_nothing(sandbox):
    order = approved(sandbox)
    sandbox.plan(Fault(Kind.DROP, "*", times=10))
    Outbox.objects.filter(kind="capture").update(next_at=timezone.now() + timedelta(days=30))
    lapsed(sandbox, order)

    assert (refreshed(order).status, attempt_of(order).state) == (
        "approved_awaiting_payment",
        "lapsed",
    )
    with pytest.raises(actions.CannotDecide, match="only what is paid is dispensed"):
        dispense(order, by=None, now=timezone.now())
    assert "/orders/" in mail.outbox[-1].body
    assert sandbox.money() == [(5695, 0, 0)]


def test_failure_5_who_pays_for_stock_that_is_gone_is_released(sandbox):
    """The order expired while the shopper stood at the payment page, and its units were sold."""
    order = an_order()
    session = opened(order).session_id
    actions.cancel(order, now=timezone.now())
    sandbox.pay(session)
    let_the_worker_try_again()

    assert attempt_of(order).state == "released"
    assert Dosage.objects.get().units_reserved == 0
    [books] = sandbox.books().values()
    assert (books.held, books.released, books.charged) == (5695, 5695, 0)
    all_is_well(sandbox)


@at_once
def test_failure_6_one_pack_left_is_sold_to_one_of_many(sandbox):
    pack, method = a_pack(a_dosage(units_on_hand=60)), a_delivery_method()
    carts = [a_cart({pack: 1}) for _ in range(MANY)]
    seen = [seen_by(cart, method) for cart in carts]

    answers = by_many(
        lambda number: place_order(
            basket_id=carts[number],
            details=SAM,
            method_id=method.pk,
            seen=seen[number],
            now=timezone.now(),
        )
    )
    lost = [answer for answer in answers if isinstance(answer, CannotPlace)]
    assert (len(lost), Order.objects.count()) == (MANY - 1, 1)
    # Who read the cart after the sale hears the second.
    told = {"less left than you want" in str(one) or "sold out" in str(one) for one in lost}
    assert told == {True}
    assert Dosage.objects.get().units_reserved == 60


def test_failure_7_a_payment_after_the_end_of_the_order_goes_back(sandbox):
    order = let_go_by_the_bank(approved(sandbox))
    sandbox.pay(opened(order).session_id)
    assert expire_next(order.payment_due_at)
    for late in (timedelta(minutes=1), timedelta(minutes=3)):
        let_the_worker_work(after=DAYS_TO_PAY + late)

    assert refreshed(order).status == "expired"
    assert sandbox.money() == [(5695, 0, 0), (5695, 5695, 5695)]
    assert Dosage.objects.get().units_reserved == 0
    all_is_well(sandbox)


def test_failure_8_a_cart_changed_in_a_second_tab_is_neither_ordered_nor_paid_unseen(sandbox):
    pack, method = a_pack(price="52.00"), a_delivery_method()
    cart = a_cart({pack: 1})
    seen = seen_by(cart, method)
    cart_actions.set_quantity(basket_id=cart, pack_id=pack.pk, quantity=3)
    order_it = {"basket_id": cart, "details": SAM, "method_id": method.pk, "now": timezone.now()}
    with pytest.raises(CannotPlace, match="changed"):
        place_order(seen=seen, **order_it)

    order = place_order(seen=seen_by(cart, method), **order_it)
    pack.stockrecords.update(price=Decimal("1.00"))
    held(sandbox, order)
    assert attempt_of(order).amount == 16095
    assert sandbox.money() == [(16095, 0, 0)]


@pytest.mark.parametrize("answer", ["answer lost", "answer came"])
def test_failure_9_the_echo_of_a_refund_is_booked_once(sandbox, answer):
    order = paid(sandbox)
    attempt = attempt_of(order)
    gateway.refund(attempt.intent_id, amount=500, token="by-hand", key="by hand")
    if answer == "answer lost":
        sandbox.plan(Fault(Kind.TIMEOUT_AFTER, "refunds.create"))
    repairs.refund(
        attempt, amount=Decimal("10.00"), by=None, now=timezone.now(), reason="Damaged strip"
    )
    sandbox.deliver(arrive, times=3)
    let_the_worker_work()
    sandbox.deliver(arrive, times=3)
    let_the_worker_try_again()

    refunds = Refund.objects.values_list("amount", "state", "reason")
    assert sorted(refunds) == [
        (500, "succeeded", "made at Stripe"),
        (1000, "succeeded", "Damaged strip"),
    ]
    assert sorted(LedgerEntry.objects.filter(kind="refunded").values_list("amount", flat=True)) == [
        500,
        1000,
    ]
    assert sandbox.money() == [(5695, 5695, 1500)]
    all_is_well(sandbox)


def test_failure_10_a_forged_and_replayed_return_address_proves_nothing(sandbox, client):
    order = an_order()
    opened(order)
    session = client.session
    session["orders"] = [order.number]
    session.save()
    for _ in range(3):
        client.get(reverse("order-return", args=[order.number]), {"session": "cs_paid_by_magic"})
    assert (refreshed(order).status, attempt_of(order).state) == (
        "awaiting_payment",
        "session_open",
    )
    assert Client().get(reverse("order-return", args=[order.number])).status_code == 404


@at_once
def test_failure_11_a_double_click_makes_one_order_and_one_payment_page(sandbox):
    pack, method = a_pack(), a_delivery_method()
    cart = a_cart({pack: 1})
    seen = seen_by(cart, method)

    def click(_):
        placed = place_order(
            basket_id=cart, details=SAM, method_id=method.pk, seen=seen, now=timezone.now()
        )
        payment_page(placed, now=timezone.now())
        return placed.pk

    assert len(set(by_many(click))) == 1
    let_the_worker_try_again()
    assert len(sandbox.sessions()) == 1
    all_is_well(sandbox)


@pytest.mark.parametrize("lost", [Kind.TIMEOUT_BEFORE, Kind.TIMEOUT_AFTER, Kind.ERROR_500_AFTER])
def test_failure_12_a_charge_whose_answer_was_lost_happens_once(sandbox, lost):
    order = approved(sandbox)
    sandbox.plan(Fault(lost, "intents.capture"))
    let_the_worker_try_again()
    assert refreshed(order).status == "paid"
    assert sandbox.captured(order.number) == [5695]
    all_is_well(sandbox)


@at_once
def test_failure_12_who_approves_and_who_cancels_at_once_one_is_told(sandbox):
    order, pharmacist = held(sandbox), Pharmacist()
    deeds = [lambda: pharmacist.approve(order), lambda: actions.cancel(order, now=timezone.now())]
    refused = [a for a in by_many(lambda n: deeds[n % 2](), times=2) if a not in (None, True)]
    assert len(refused) == 1
    assert isinstance(refused[0], actions.CannotDecide)
    let_the_worker_try_again()
    assert (refreshed(order).status, attempt_of(order).state) in [
        ("paid", "captured"),
        ("cancelled", "released"),
    ]
    all_is_well(sandbox)
