"""A payment from the first click to the charge, with Stripe's answers lost, late and doubled."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from catalog.models import Dosage
from checkout.order import actions
from checkout.payment import gateway
from checkout.payment.keepers import SESSION_LIFE
from checkout.payment.models import Outbox, PaymentAttempt
from checkout.payment.paying import payment_page, release_now, synced_quietly
from checkout.payment.sandbox.core.faults import Fault, Kind
from checkout.payment.sync import apply_facts
from tests.checkout.shopping import (
    a_placed_order,
    attempt_of,
    let_the_worker_try_again,
    let_the_worker_work,
    refreshed,
)
from tests.factories import a_dosage, a_medicine, a_pack

pytestmark = pytest.mark.django_db

GOOD, DECLINED, CHALLENGED = "4242424242424242", "4000000000000002", "4000002500003155"


@pytest.fixture(autouse=True)
def shop_with_stripe(sandbox):
    return sandbox


def gsl_pack():
    return a_pack(a_dosage(a_medicine(legal_class="GSL")), price="52.00")


def opened(order):
    """The shopper clicks through to the payment page."""
    assert payment_page(order, now=timezone.now()).url
    return attempt_of(order)


def pay(sandbox, order, card=GOOD):
    return sandbox.pay(opened(order).session_id, card)


def come_back(order):
    synced_quietly(order)
    return refreshed(order)


def test_a_general_sale_order_is_charged_once_it_is_held(sandbox):
    order = a_placed_order({gsl_pack(): 1})
    pay(sandbox, order)
    assert come_back(order).status == "approved"
    let_the_worker_work()
    assert refreshed(order).status == "paid"
    assert (attempt_of(order).state, attempt_of(order).captured) == ("captured", 5695)
    assert [message.subject for message in mail.outbox] == [
        f"We have your order {order.number}",
        f"Your card was charged for order {order.number}",
    ]


def test_a_prescription_order_waits_held_until_a_pharmacist_approves(sandbox, pharmacist):
    order = a_placed_order({a_pack(price="52.00"): 1})
    pay(sandbox, order)
    assert come_back(order).status == "awaiting_pharmacist"
    let_the_worker_work()
    assert attempt_of(order).state == "authorised"
    assert attempt_of(order).capture_before > timezone.now()

    pharmacist.approve(order)
    let_the_worker_work()
    assert refreshed(order).status == "paid"
    assert attempt_of(order).captured == 5695


def test_a_rejected_order_is_released_and_its_units_go_back(sandbox, pharmacist):
    order = a_placed_order({a_pack(): 1})
    pay(sandbox, order)
    come_back(order)
    pharmacist.reject(order)
    assert Dosage.objects.get().units_reserved == 60
    let_the_worker_work()
    assert attempt_of(order).state == "released"
    assert Dosage.objects.get().units_reserved == 0
    assert mail.outbox[-1].subject == f"Order {order.number} was not approved"


def test_a_declined_card_leaves_the_order_to_be_paid_with_another(sandbox):
    order = a_placed_order({a_pack(): 1})
    pay(sandbox, order, DECLINED)
    assert come_back(order).status == "awaiting_payment"
    assert attempt_of(order).decline_reason == "generic_decline"
    pay(sandbox, order, GOOD)
    assert come_back(order).status == "awaiting_pharmacist"
    assert attempt_of(order).decline_reason == ""
    assert order.attempts.count() == 1


def test_a_challenged_card_is_held_once_the_bank_has_seen_the_shopper(sandbox):
    order = a_placed_order({a_pack(): 1})
    pay(sandbox, order, CHALLENGED)
    assert come_back(order).status == "awaiting_payment"
    sandbox.answer_challenge(attempt_of(order).session_id, passed=True)
    assert come_back(order).status == "awaiting_pharmacist"


def test_the_payment_page_is_opened_once_however_often_it_is_asked_for(sandbox):
    order = a_placed_order({a_pack(): 1})
    pages = {payment_page(order, now=timezone.now()).url for _ in range(3)}
    let_the_worker_work()
    assert len(pages) == 1


def test_changing_the_order_closes_the_payment_page_before_the_units_go_back(sandbox):
    order = a_placed_order({a_pack(): 1})
    attempt = opened(order)
    actions.cancel(order, now=timezone.now())
    assert Dosage.objects.get().units_reserved == 60
    release_now(order, now=timezone.now())
    assert sandbox.session(attempt.session_id).status == "expired"
    assert attempt_of(order).state == "expired"
    assert Dosage.objects.get().units_reserved == 0


def test_an_order_changed_before_stripe_ever_heard_of_it_is_simply_given_up(sandbox):
    order = a_placed_order({a_pack(): 1})
    actions.cancel(order, now=timezone.now())
    let_the_worker_work(after=timedelta(minutes=1))
    assert attempt_of(order).state == "abandoned"
    assert attempt_of(order).session_id is None
    assert Dosage.objects.get().units_reserved == 0


def test_a_card_held_after_the_order_was_cancelled_is_let_go_by_itself(sandbox):
    order = a_placed_order({a_pack(): 1})
    attempt = opened(order)
    sandbox.pay(attempt.session_id, GOOD)
    actions.cancel(order, now=timezone.now())
    let_the_worker_try_again()
    assert (refreshed(order).status, attempt_of(order).state) == ("cancelled", "released")
    assert Dosage.objects.get().units_reserved == 0
    assert mail.outbox == []


def test_a_card_held_between_our_look_and_our_closing_is_let_go(sandbox, monkeypatch):
    """The shopper pays after we saw an open page and before we closed it."""
    order = a_placed_order({a_pack(): 1})
    attempt = opened(order)
    actions.cancel(order, now=timezone.now())
    expire = gateway.expire_session

    def pays_first(session_id, *, key):
        monkeypatch.setattr(gateway, "expire_session", expire)
        sandbox.pay(session_id, GOOD)
        expire(session_id, key=key)

    monkeypatch.setattr(gateway, "expire_session", pays_first)
    let_the_worker_try_again()
    assert attempt_of(order).state == "released"
    assert attempt_of(order).session_id == attempt.session_id
    assert Dosage.objects.get().units_reserved == 0


@pytest.mark.parametrize("deed", ["reject", "cancel"])
def test_an_order_whose_hold_is_gone_gives_its_units_back_when_it_ends(sandbox, pharmacist, deed):
    order = a_placed_order({a_pack(): 1})
    pay(sandbox, order)
    come_back(order)
    gateway.release(attempt_of(order).intent_id, key="by hand")
    come_back(order)
    assert "no longer held" in attempt_of(order).needs_attention
    if deed == "reject":
        pharmacist.reject(order)
    else:
        actions.cancel(order, now=timezone.now())
    assert Dosage.objects.get().units_reserved == 0


def charged_by_hand(sandbox, order):
    pay(sandbox, order)
    come_back(order)
    gateway.capture(attempt_of(order).intent_id, amount=attempt_of(order).amount, key="by hand")
    come_back(order)


def test_an_order_charged_by_hand_is_not_cancelled_as_if_it_cost_nothing(sandbox):
    order = a_placed_order({a_pack(): 1})
    charged_by_hand(sandbox, order)
    with pytest.raises(actions.CannotDecide, match="was charged .* write to us"):
        actions.cancel(order, now=timezone.now())


def test_an_order_charged_by_hand_and_rejected_is_refunded_by_itself(sandbox, pharmacist):
    order = a_placed_order({a_pack(): 1})
    charged_by_hand(sandbox, order)
    pharmacist.reject(order)
    let_the_worker_try_again()
    amount = attempt_of(order).amount
    assert sandbox.money() == [(amount, amount, amount)]
    assert attempt_of(order).needs_attention == ""
    assert Dosage.objects.get().units_reserved == 0


def test_a_shopper_who_comes_late_to_the_payment_page_is_not_thrown_out(sandbox):
    order = a_placed_order({a_pack(): 1})
    opened(order)
    PaymentAttempt.objects.update(created_at=timezone.now() - timedelta(hours=2))
    let_the_worker_work(after=timedelta(minutes=6))
    assert attempt_of(order).state == "session_open"
    assert refreshed(order).status == "awaiting_payment"


def test_an_order_nobody_pays_expires_and_its_units_go_back(sandbox):
    order = a_placed_order({a_pack(): 1})
    opened(order)
    sandbox.move_clock(seconds=int(SESSION_LIFE.total_seconds()) + 60)
    let_the_worker_work(after=SESSION_LIFE + timedelta(minutes=1))
    assert (refreshed(order).status, attempt_of(order).state) == ("expired", "expired")
    assert Dosage.objects.get().units_reserved == 0


def test_an_order_whose_shopper_never_reached_the_payment_page_expires(sandbox):
    order = a_placed_order({a_pack(): 1})
    Outbox.objects.update(next_at=timezone.now() + timedelta(days=1))
    let_the_worker_work(after=timedelta(hours=2))
    assert (refreshed(order).status, attempt_of(order).state) == ("expired", "abandoned")
    assert Dosage.objects.get().units_reserved == 0


def test_the_amount_is_the_orders_and_another_one_waits_for_a_person(sandbox):
    order = a_placed_order({a_pack(): 1})
    attempt = opened(order)
    PaymentAttempt.objects.filter(pk=attempt.pk).update(amount=1)
    sandbox.pay(attempt.session_id, GOOD)
    assert come_back(order).status == "awaiting_payment"
    assert "payment is 56.95 USD" in attempt_of(order).needs_attention
    assert "asked for 0.01 USD" in attempt_of(order).needs_attention


def test_what_was_read_earlier_never_overwrites_what_was_read_later(sandbox):
    order = a_placed_order({a_pack(): 1})
    pay(sandbox, order, DECLINED)
    earlier = timezone.now()
    facts = gateway.payment_facts(attempt_of(order).session_id)
    sandbox.pay(attempt_of(order).session_id, GOOD)
    assert come_back(order).status == "awaiting_pharmacist"
    assert facts.decline_reason == "generic_decline"
    apply_facts(attempt_of(order), facts, read_at=earlier)
    assert attempt_of(order).decline_reason == ""


LOST = [Kind.TIMEOUT_BEFORE, Kind.TIMEOUT_AFTER, Kind.ERROR_500, Kind.RATE_LIMIT]


@pytest.mark.parametrize("fault", LOST)
def test_a_payment_page_that_could_not_be_opened_is_opened_by_the_worker(sandbox, fault):
    order = a_placed_order({a_pack(): 1})
    sandbox.plan(Fault(fault, "*sessions.create"))
    assert payment_page(order, now=timezone.now()).preparing
    let_the_worker_work(after=timedelta(minutes=1))
    assert attempt_of(order).state == "session_open"
    sandbox.pay(attempt_of(order).session_id, GOOD)
    assert come_back(order).status == "awaiting_pharmacist"


@pytest.mark.parametrize("fault", [*LOST, Kind.ERROR_500_AFTER])
def test_a_charge_whose_answer_was_lost_is_made_once(sandbox, pharmacist, fault):
    order = a_placed_order({a_pack(price="52.00"): 1})
    pay(sandbox, order)
    come_back(order)
    pharmacist.approve(order)
    sandbox.plan(Fault(fault, "*capture"))
    let_the_worker_try_again()
    assert sandbox.planned() == []
    assert refreshed(order).status == "paid"
    assert sandbox.captured(order.number) == [5695]


@pytest.mark.parametrize("fault", [*LOST, Kind.ERROR_500_AFTER])
def test_a_release_whose_answer_was_lost_is_made(sandbox, pharmacist, fault):
    order = a_placed_order({a_pack(): 1})
    pay(sandbox, order)
    come_back(order)
    pharmacist.reject(order)
    sandbox.plan(Fault(fault, "*cancel"))
    let_the_worker_try_again()
    assert sandbox.planned() == []
    assert attempt_of(order).state == "released"
    assert Dosage.objects.get().units_reserved == 0


def test_a_dead_mail_server_changes_nothing_else(sandbox, monkeypatch):
    order = a_placed_order({gsl_pack(): 1})
    monkeypatch.setattr("checkout.order.emails.EmailMultiAlternatives.send", no_mail_server)
    pay(sandbox, order)
    come_back(order)
    let_the_worker_work()
    assert refreshed(order).status == "paid"
    monkeypatch.undo()
    waiting = Outbox.objects.filter(kind="mail", done_at=None)
    assert [row.last_error for row in waiting] == ["The mail server is away"] * 2


def no_mail_server(message):
    raise OSError("The mail server is away")
