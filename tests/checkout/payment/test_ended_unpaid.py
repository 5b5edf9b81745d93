"""An order that ends unpaid: nothing stays held or charged, and its units go back."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from catalog.models import Dosage
from checkout.order import actions
from checkout.payment import gateway
from checkout.payment.keepers import SESSION_LIFE
from checkout.payment.models import Outbox
from checkout.payment.paying import release_now
from tests.checkout.payment.purchases import GOOD_CARD, an_order, come_back, held, opened
from tests.checkout.shopping import (
    attempt_of,
    let_the_worker_try_again,
    let_the_worker_work,
    refreshed,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sandbox")]


def test_a_rejected_order_is_released_and_its_units_go_back(sandbox, pharmacist):
    order = held(sandbox)
    pharmacist.reject(order)
    assert Dosage.objects.get().units_reserved == 60
    let_the_worker_work()
    assert attempt_of(order).state == "released"
    assert Dosage.objects.get().units_reserved == 0
    assert mail.outbox[-1].subject == f"Order {order.number} was not approved"


def test_changing_the_order_closes_the_payment_page_before_the_units_go_back(sandbox):
    order = an_order()
    attempt = opened(order)
    actions.cancel(order, now=timezone.now())
    assert Dosage.objects.get().units_reserved == 60
    release_now(order, now=timezone.now())
    assert sandbox.session(attempt.session_id).status == "expired"
    assert attempt_of(order).state == "expired"
    assert Dosage.objects.get().units_reserved == 0


def test_an_order_changed_before_stripe_ever_heard_of_it_is_simply_given_up(sandbox):
    order = an_order()
    actions.cancel(order, now=timezone.now())
    let_the_worker_work(after=timedelta(minutes=1))
    assert attempt_of(order).state == "abandoned"
    assert attempt_of(order).session_id is None
    assert Dosage.objects.get().units_reserved == 0


def test_a_card_held_after_the_order_was_cancelled_is_let_go_by_itself(sandbox):
    order = an_order()
    attempt = opened(order)
    sandbox.pay(attempt.session_id, GOOD_CARD)
    actions.cancel(order, now=timezone.now())
    let_the_worker_try_again()
    assert (refreshed(order).status, attempt_of(order).state) == ("cancelled", "released")
    assert Dosage.objects.get().units_reserved == 0
    assert mail.outbox == []


def test_a_card_held_between_our_look_and_our_closing_is_let_go(sandbox, monkeypatch):
    """The shopper pays after we saw an open page and before we closed it."""
    order = an_order()
    attempt = opened(order)
    actions.cancel(order, now=timezone.now())
    expire = gateway.expire_session

    def pays_first(session_id, *, key):
        monkeypatch.setattr(gateway, "expire_session", expire)
        sandbox.pay(session_id, GOOD_CARD)
        expire(session_id, key=key)

    monkeypatch.setattr(gateway, "expire_session", pays_first)
    let_the_worker_try_again()
    assert attempt_of(order).state == "released"
    assert attempt_of(order).session_id == attempt.session_id
    assert Dosage.objects.get().units_reserved == 0


@pytest.mark.parametrize("deed", ["reject", "cancel"])
def test_an_order_whose_hold_is_gone_gives_its_units_back_when_it_ends(sandbox, pharmacist, deed):
    order = held(sandbox)
    gateway.release(attempt_of(order).intent_id, key="by hand")
    come_back(order)
    assert "no longer held" in attempt_of(order).needs_attention
    if deed == "reject":
        pharmacist.reject(order)
    else:
        actions.cancel(order, now=timezone.now())
    assert Dosage.objects.get().units_reserved == 0


def charged_by_hand(sandbox):
    order = held(sandbox)
    gateway.capture(attempt_of(order).intent_id, amount=attempt_of(order).amount, key="by hand")
    return come_back(order)


def test_an_order_charged_by_hand_is_not_cancelled_as_if_it_cost_nothing(sandbox):
    order = charged_by_hand(sandbox)
    with pytest.raises(actions.CannotDecide, match="was charged .* write to us"):
        actions.cancel(order, now=timezone.now())


def test_an_order_charged_by_hand_and_rejected_is_refunded_by_itself(sandbox, pharmacist):
    order = charged_by_hand(sandbox)
    pharmacist.reject(order)
    let_the_worker_try_again()
    amount = attempt_of(order).amount
    assert sandbox.money() == [(amount, amount, amount)]
    assert attempt_of(order).needs_attention == ""
    assert Dosage.objects.get().units_reserved == 0


def test_an_order_nobody_pays_expires_and_its_units_go_back(sandbox):
    order = an_order()
    opened(order)
    sandbox.move_clock(seconds=int(SESSION_LIFE.total_seconds()) + 60)
    let_the_worker_work(after=SESSION_LIFE + timedelta(minutes=1))
    assert (refreshed(order).status, attempt_of(order).state) == ("expired", "expired")
    assert Dosage.objects.get().units_reserved == 0


def test_an_order_whose_shopper_never_reached_the_payment_page_expires(sandbox):
    order = an_order()
    Outbox.objects.update(next_at=timezone.now() + timedelta(days=1))
    let_the_worker_work(after=timedelta(hours=2))
    assert (refreshed(order).status, attempt_of(order).state) == ("expired", "abandoned")
    assert Dosage.objects.get().units_reserved == 0
