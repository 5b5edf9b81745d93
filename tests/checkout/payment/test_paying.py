"""A payment from the first click to the charge, with Stripe's answers lost, late and doubled."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from catalog.models import Dosage
from checkout.payment import gateway
from checkout.payment.models import Outbox, PaymentAttempt
from checkout.payment.paying import payment_page
from checkout.payment.sandbox.core.faults import Fault, Kind
from checkout.payment.sync import apply_facts
from tests.checkout.payment.purchases import GOOD_CARD, an_order, come_back, held, opened
from tests.checkout.shopping import (
    attempt_of,
    let_the_worker_try_again,
    let_the_worker_work,
    refreshed,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sandbox")]

DECLINED, CHALLENGED = "4000000000000002", "4000002500003155"


def test_a_general_sale_order_is_charged_once_it_is_held(sandbox):
    order = held(sandbox, an_order("GSL"))
    assert order.status == "approved"
    let_the_worker_work()
    assert refreshed(order).status == "paid"
    assert (attempt_of(order).state, attempt_of(order).captured) == ("captured", 5695)
    assert [message.subject for message in mail.outbox] == [
        f"We have your order {order.number}",
        f"Your card was charged for order {order.number}",
    ]


def test_a_prescription_order_waits_held_until_a_pharmacist_approves(sandbox, pharmacist):
    order = held(sandbox)
    assert order.status == "awaiting_pharmacist"
    let_the_worker_work()
    assert attempt_of(order).state == "authorised"
    assert attempt_of(order).capture_before > timezone.now()

    pharmacist.approve(order)
    let_the_worker_work()
    assert refreshed(order).status == "paid"
    assert attempt_of(order).captured == 5695


def test_a_declined_card_leaves_the_order_to_be_paid_with_another(sandbox):
    order = held(sandbox, card=DECLINED)
    assert order.status == "awaiting_payment"
    assert attempt_of(order).decline_reason == "generic_decline"
    assert held(sandbox, order).status == "awaiting_pharmacist"
    assert attempt_of(order).decline_reason == ""
    assert order.attempts.count() == 1


def test_a_challenged_card_is_held_once_the_bank_has_seen_the_shopper(sandbox):
    order = held(sandbox, card=CHALLENGED)
    assert order.status == "awaiting_payment"
    sandbox.answer_challenge(attempt_of(order).session_id, passed=True)
    assert come_back(order).status == "awaiting_pharmacist"


def test_the_payment_page_is_opened_once_however_often_it_is_asked_for(sandbox):
    order = an_order()
    pages = {payment_page(order, now=timezone.now()).url for _ in range(3)}
    let_the_worker_work()
    assert len(pages) == 1


def test_a_shopper_who_comes_late_to_the_payment_page_is_not_thrown_out(sandbox):
    order = an_order()
    opened(order)
    PaymentAttempt.objects.update(created_at=timezone.now() - timedelta(hours=2))
    let_the_worker_work(after=timedelta(minutes=6))
    assert attempt_of(order).state == "session_open"
    assert refreshed(order).status == "awaiting_payment"


def test_the_amount_is_the_orders_and_another_one_waits_for_a_person(sandbox):
    order = an_order()
    attempt = opened(order)
    PaymentAttempt.objects.filter(pk=attempt.pk).update(amount=1)
    sandbox.pay(attempt.session_id, GOOD_CARD)
    assert come_back(order).status == "awaiting_payment"
    assert "payment is 56.95 USD" in attempt_of(order).needs_attention
    assert "asked for 0.01 USD" in attempt_of(order).needs_attention


def test_what_was_read_earlier_never_overwrites_what_was_read_later(sandbox):
    order = held(sandbox, card=DECLINED)
    earlier = timezone.now()
    facts = gateway.payment_facts(attempt_of(order).session_id)
    sandbox.pay(attempt_of(order).session_id, GOOD_CARD)
    assert come_back(order).status == "awaiting_pharmacist"
    assert facts.decline_reason == "generic_decline"
    apply_facts(attempt_of(order), facts, read_at=earlier)
    assert attempt_of(order).decline_reason == ""


LOST = [Kind.TIMEOUT_BEFORE, Kind.TIMEOUT_AFTER, Kind.ERROR_500, Kind.RATE_LIMIT]


@pytest.mark.parametrize("fault", LOST)
def test_a_payment_page_that_could_not_be_opened_is_opened_by_the_worker(sandbox, fault):
    order = an_order()
    sandbox.plan(Fault(fault, "*sessions.create"))
    assert payment_page(order, now=timezone.now()).preparing
    let_the_worker_work(after=timedelta(minutes=1))
    assert attempt_of(order).state == "session_open"
    sandbox.pay(attempt_of(order).session_id, GOOD_CARD)
    assert come_back(order).status == "awaiting_pharmacist"


@pytest.mark.parametrize("fault", [*LOST, Kind.ERROR_500_AFTER])
def test_a_charge_whose_answer_was_lost_is_made_once(sandbox, pharmacist, fault):
    order = held(sandbox)
    pharmacist.approve(order)
    sandbox.plan(Fault(fault, "*capture"))
    let_the_worker_try_again()
    assert sandbox.planned() == []
    assert refreshed(order).status == "paid"
    assert sandbox.captured(order.number) == [5695]


@pytest.mark.parametrize("fault", [*LOST, Kind.ERROR_500_AFTER])
def test_a_release_whose_answer_was_lost_is_made(sandbox, pharmacist, fault):
    order = held(sandbox)
    pharmacist.reject(order)
    sandbox.plan(Fault(fault, "*cancel"))
    let_the_worker_try_again()
    assert sandbox.planned() == []
    assert attempt_of(order).state == "released"
    assert Dosage.objects.get().units_reserved == 0


def test_a_dead_mail_server_changes_nothing_else(sandbox, monkeypatch):
    order = an_order("GSL")
    monkeypatch.setattr("checkout.mailing.EmailMultiAlternatives.send", no_mail_server)
    held(sandbox, order)
    let_the_worker_work()
    assert refreshed(order).status == "paid"
    monkeypatch.undo()
    waiting = Outbox.objects.filter(kind="mail", done_at=None)
    assert [row.last_error for row in waiting] == ["The mail server is away"] * 2


def no_mail_server(message):
    raise OSError("The mail server is away")
