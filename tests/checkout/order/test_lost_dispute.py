"""What a bank has taken back pays for nothing, and its packs find their way back to the shelf."""

import pytest
from django.utils import timezone

from catalog.models import Dosage
from checkout.order import repairs
from checkout.order.actions import CannotDecide
from checkout.order.desk.attention_reads import needing_attention
from checkout.order.dispensing import dispense
from checkout.order.order_page import order_page
from checkout.payment.sync import sync
from tests.checkout.payment.purchases import paid
from tests.checkout.shopping import attempt_of, refreshed
from tests.factories import a_user

pytestmark = pytest.mark.django_db
DISPUTED = "4000000000000259"


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
