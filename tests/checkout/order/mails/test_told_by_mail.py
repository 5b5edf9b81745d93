"""What a shopper and the pharmacists hear by mail while money moves, or does not."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.utils import timezone

from checkout.accounts.models import User
from checkout.order import repairs
from checkout.order.models import Order
from checkout.order.overdue import end_unanswered, expire_next
from checkout.order.page.order_page import order_page
from checkout.payment import gateway
from checkout.payment.paying import payment_page, synced_quietly
from checkout.payment.sandbox.core.faults import Fault, Kind
from checkout.payment.worker import keep_next_about_money
from tests.checkout.prescriptions import deciding
from tests.checkout.shopping import (
    a_placed_order,
    attempt_of,
    let_the_worker_try_again,
    let_the_worker_work,
    refreshed,
)
from tests.factories import a_pack, a_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(sandbox):
    """Two packs, held on the card."""
    order = a_placed_order({a_pack(price="68.00"): 2})
    pay(sandbox, order)
    let_the_worker_work()
    mail.outbox.clear()
    return refreshed(order)


def pay(sandbox, order):
    assert payment_page(refreshed(order), now=timezone.now()).url
    sandbox.pay(attempt_of(order).session_id)
    synced_quietly(order)


@pytest.fixture
def lapsed(order):
    """Nothing is held any more when the pharmacist comes to it."""
    gateway.release(attempt_of(order).intent_id, key="by hand")
    synced_quietly(order)
    return refreshed(order)


def approve(order, pharmacist, packs):
    line = order.lines.get()
    by, now = pharmacist.user, timezone.now()
    deciding.approve(order, by=by, now=now, quantities={line.pk: packs})


def told():
    """The subjects sent since, the order's number left out."""
    return [re.sub(r" \w{4}-\w{4}", "", message.subject) for message in mail.outbox]


def test_who_hears_late_that_we_have_the_order_hears_nothing_of_a_hold_that_was_charged(
    sandbox, pharmacist
):
    """No mail goes out while the pharmacist approves and the card is charged."""
    order = a_placed_order({a_pack(price="68.00"): 1})
    pay(sandbox, order)
    approve(refreshed(order), pharmacist, packs=1)
    keep_next_about_money(timezone.now())
    assert refreshed(order).status == "paid"

    let_the_worker_work()
    assert told() == ["We have your order", "Your card was charged for order"]
    assert "The pharmacist has approved your order." in mail.outbox[0].body
    assert "Nothing is charged" not in mail.outbox[0].body
    assert "our card" not in mail.outbox[0].body


def test_who_hears_late_that_we_have_the_order_is_not_told_of_a_hold_that_is_gone(sandbox):
    order = a_placed_order({a_pack(price="68.00"): 1})
    pay(sandbox, order)
    gateway.release(attempt_of(order).intent_id, key="by hand")
    synced_quietly(order)
    let_the_worker_work()
    assert told() == ["We have your order"]
    assert "A pharmacist looks at your order next." in mail.outbox[0].body
    assert "our card" not in mail.outbox[0].body


def test_who_is_approved_without_a_hold_is_asked_to_pay_and_hears_when_it_is_charged(
    sandbox, lapsed, pharmacist
):
    approve(lapsed, pharmacist, packs=1)
    let_the_worker_work()
    assert told() == ["Order is approved: pay to go on"]
    assert "Pay exactly $72.95 until" in mail.outbox[0].body

    pay(sandbox, lapsed)
    let_the_worker_work()
    assert refreshed(lapsed).status == "paid"
    assert told()[1:] == ["Your card was charged for order"]
    assert "1 of 2 packs of 60\u00a0pills approved: $68.00" in mail.outbox[-1].body
    assert "Charged: $72.95" in mail.outbox[-1].body


def test_who_got_an_early_charge_back_is_asked_to_pay_and_can(sandbox, order, pharmacist):
    """Staff charge by hand what is to be let go of and give it back, before the mail is sent."""
    approve(order, pharmacist, packs=2)
    sandbox.plan(Fault(Kind.TIMEOUT_BEFORE, "intents.capture"))
    keep_next_about_money(timezone.now())
    repairs.ask_to_pay(order, by=pharmacist.user, now=timezone.now())
    intent = attempt_of(order).intent_id
    gateway.capture(intent, amount=1000, key="by hand")
    gateway.refund(intent, amount=1000, token="hand", key="back by hand")
    let_the_worker_try_again()
    assert "Order is approved: pay to go on" in told()

    view = order_page(refreshed(order), now=timezone.now())["payment"]
    assert view.can_pay
    assert "$10.00 was charged, and all of it was refunded to your card." in view.words
    pay(sandbox, order)
    let_the_worker_work()
    assert refreshed(order).status == "paid"
    assert sum(attempt.not_refunded() for attempt in order.attempts.all()) == 14095


def test_who_does_not_pay_in_time_hears_that_the_order_has_ended(lapsed, pharmacist):
    approve(lapsed, pharmacist, packs=2)
    let_the_worker_work()
    let_the_worker_work(after=timedelta(days=8))
    assert refreshed(lapsed).status == "expired"
    assert told()[1:] == ["Order has ended: it was not paid in time"]
    assert "Nothing was charged." in mail.outbox[-1].body


def test_who_opened_the_payment_page_and_did_not_pay_hears_that_nothing_is_held(lapsed, pharmacist):
    approve(lapsed, pharmacist, packs=2)
    now = timezone.now()
    Order.objects.update(payment_due_at=now + timedelta(minutes=1))
    assert payment_page(refreshed(lapsed), now=now).url
    expire_next(now + timedelta(minutes=2))
    let_the_worker_work()
    [ended] = [message for message in mail.outbox if "not paid in time" in message.subject]
    assert "Nothing was charged. Nothing is held on your card." in ended.body


def test_each_refund_is_told_once_with_its_own_sum(order, pharmacist):
    approve(order, pharmacist, packs=2)
    let_the_worker_work()
    mail.outbox.clear()
    for amount in ("20.00", "0.95"):
        repairs.refund(
            attempt_of(order),
            amount=Decimal(amount),
            by=pharmacist.user,
            now=timezone.now(),
            reason="One pack was damaged",
        )
        let_the_worker_work()
    assert told() == ["A refund for your order"] * 2
    assert "$20.00 is on its way back to your card, Visa ending 4242." in mail.outbox[0].body
    assert "$0.95 is on its way" in mail.outbox[1].body
    assert "Remains: $120.00" in mail.outbox[1].body


def test_pharmacists_are_warned_twice_before_a_hold_ends(order):
    a_user("owner@example.com")
    User.objects.filter(email="owner@example.com").update(is_superuser=True)
    ends = attempt_of(order).capture_before - timezone.now()
    let_the_worker_work(after=ends - timedelta(hours=40))
    assert told() == ["Order: the hold on the card ends in less than two days"]
    let_the_worker_work(after=ends - timedelta(hours=6))
    assert told()[1:] == ["Order: the hold on the card ends in less than 12 hours"]


@pytest.mark.parametrize(
    ("card", "truth"),
    [
        ("4242424242424242", "All of it is on its way back to your card."),
        ("4000000000000259", "We are putting it right."),
    ],
    ids=["given back", "refused by the bank"],
)
def test_who_is_rejected_after_staff_charged_by_hand_hears_what_became_of_the_money(
    sandbox, pharmacist, card, truth
):
    order = a_placed_order({a_pack(price="68.00"): 2})
    assert payment_page(order, now=timezone.now()).url
    sandbox.pay(attempt_of(order).session_id, card)
    gateway.capture(
        gateway.payment_facts(attempt_of(order).session_id).intent_id, amount=14095, key="x"
    )
    synced_quietly(order)
    pharmacist.reject(order)
    let_the_worker_work()
    [rejected] = [message for message in mail.outbox if "not approved" in message.subject]
    assert "$140.95 was charged." in rejected.body
    assert truth in rejected.body
    assert "Nothing was charged" not in rejected.body


def test_who_did_not_answer_after_staff_charged_by_hand_hears_what_became_of_the_money(
    order, pharmacist
):
    deciding.ask(order, by=pharmacist.user, question="Since when?")
    gateway.capture(attempt_of(order).intent_id, amount=14095, key="by hand")
    synced_quietly(order)
    let_the_worker_work()
    assert told() == ["The pharmacist has a question about order"]
    assert "$140.95 was charged before the pharmacist had decided." in mail.outbox[0].body
    assert "Nothing is charged" not in mail.outbox[0].body

    assert end_unanswered(refreshed(order).information_due_at)
    let_the_worker_work()
    assert refreshed(order).status == "expired"
    bodies = {message.subject: message.body for message in mail.outbox}
    ended = bodies[f"Order {order.number} has ended: we heard nothing from you"]
    assert "$140.95 was charged. All of it is on its way back to your card." in ended
    assert "Charged: $140.95" in ended
    assert "Nothing was charged" not in ended
    assert "Nothing is held" not in ended
    refunded = bodies[f"A refund for your order {order.number}"]
    assert "$140.95 is on its way back to your card" in refunded
