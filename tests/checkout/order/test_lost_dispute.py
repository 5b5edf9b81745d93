"""What a bank has taken back pays for nothing, and its packs find their way back to the shelf."""

from dataclasses import replace
from importlib import import_module

import pytest
from django.db import connection
from django.utils import timezone

from catalog.models import Dosage
from checkout.order import repairs
from checkout.order.actions import CannotDecide
from checkout.order.desk.attention_reads import needing_attention
from checkout.order.page.order_page import order_page
from checkout.order.shelf.dispensing import dispense
from checkout.payment import gateway
from checkout.payment.facts import DisputeFacts
from checkout.payment.models import PaymentAttempt
from checkout.payment.sync import apply_facts, database_now, sync
from checkout.prescriptions.erasing import check_erasable
from tests.checkout.payment.purchases import paid
from tests.checkout.shopping import attempt_of, refreshed
from tests.factories import a_user

pytestmark = pytest.mark.django_db
DISPUTED = "4000000000000259"
BEFORE = "checkout.payment.migrations.0014_what_was_put_aside_and_lost_before"


@pytest.fixture
def order(sandbox):
    return paid(sandbox, card=DISPUTED)


def put_aside(order):
    repairs.put_aside(attempt_of(order), by=None, now=timezone.now())


def decided(sandbox, order, *, won):
    sandbox.close_dispute(sandbox.open_disputes()[0], won=won)
    sync(attempt_of(order).pk)
    return refreshed(order)


def give_up(order):
    repairs.give_up(order, by=a_user("s@example.com"), now=timezone.now(), reason="It is lost")


def test_nothing_is_dispensed_while_the_bank_has_the_money(order):
    put_aside(order)
    with pytest.raises(CannotDecide, match="the bank has taken it"):
        dispense(order, by=None, now=timezone.now())
    with pytest.raises(CannotDecide, match="refund it instead"):
        give_up(order)


def test_what_was_won_back_is_dispensed(sandbox, order):
    put_aside(order)
    dispense(decided(sandbox, order, won=True), by=None, now=timezone.now())
    assert refreshed(order).status == "dispensed"


def test_an_order_whose_money_is_lost_is_ended_and_its_packs_go_back(sandbox, order):
    give_up(decided(sandbox, order, won=False))
    order = refreshed(order)
    assert (order.status, Dosage.objects.get().units_reserved) == ("refunded", 0)
    put_aside(order)
    sync(attempt_of(order).pk)
    assert not needing_attention(timezone.now()).exists()


@pytest.fixture
def taken_in_two(sandbox):
    """A bank took a payment back in two disputes: the first is lost, the other as a test says."""
    order = paid(sandbox)
    attempt, at = attempt_of(order), timezone.now()

    def told(second):
        facts = gateway.payment_facts(attempt.session_id)
        disputes = (
            DisputeFacts("du_1", 3000, "lost", "fraudulent", at),
            DisputeFacts("du_2", 2695, second, "fraudulent", at),
        )
        apply_facts(attempt, replace(facts, disputes=disputes), read_at=database_now())
        return refreshed(order)

    return told


def test_while_one_of_two_disputes_may_be_won_nothing_is_ended(taken_in_two):
    with pytest.raises(CannotDecide, match="refund it instead"):
        give_up(taken_in_two("needs_response"))


def test_an_order_that_is_lost_in_two_disputes_is_ended_as_well(taken_in_two, desk):
    order = taken_in_two("lost")
    assert "The dispute is lost." in desk("support").look(order)
    give_up(order)
    assert refreshed(order).status == "refunded"
    check_erasable(refreshed(order), today=timezone.localdate())


@pytest.mark.parametrize("won", [True, False, None])
def test_what_the_version_before_wrote_of_a_lost_dispute_counts(sandbox, order, won):
    if won is not None:
        decided(sandbox, order, won=won)
    PaymentAttempt.objects.update(disputes_lost=False)
    with connection.cursor() as cursor:
        cursor.execute(import_module(BEFORE).LOST)
    assert attempt_of(order).disputes_lost == (won is False)


def test_staff_are_offered_to_end_it_and_it_is_done(sandbox, order, desk):
    support = desk("support")
    decided(sandbox, order, won=False)
    assert "The dispute is lost." in support.look(order)
    assert "End the order and put its packs back" in support.look(order)
    support.press("give_up", order, reason="It is lost")
    assert refreshed(order).status == "refunded"


def test_the_patient_reads_that_the_bank_took_it_back_and_of_no_refund_that_is_missing(
    sandbox, order
):
    give_up(decided(sandbox, order, won=False))
    told = order_page(refreshed(order), now=timezone.now())["payment"]
    assert str(told.headline) == "Your order is refunded."
    assert "your bank has taken all that was left of it back" in str(told.words)
