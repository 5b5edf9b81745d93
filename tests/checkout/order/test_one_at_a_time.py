"""What staff do to one order in the same instant: whoever is second waits, and sees the first."""

import pytest
from django.db import IntegrityError
from django.utils import timezone

from catalog.lots.models import Lot
from catalog.models import Dosage
from checkout.order.models import DispensedLot, TakenBack
from checkout.order.shelf import sending
from checkout.order.shelf.dispensing import dispense
from tests.checkout.payment.purchases import paid
from tests.factories import a_lot
from tests.meanwhile import second_waits

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("sandbox")]


@pytest.fixture
def order(sandbox):
    return paid(sandbox)


@pytest.fixture
def dispensed(order):
    dispense(order, by=None, now=timezone.now())
    return order


def ship(order):
    sending.ship(order, by=None, now=timezone.now(), carrier="UPS", tracking="1Z")


def deliver(order):
    sending.deliver(order, by=None, now=timezone.now())


def take_back(order):
    packs = {order.lines.get().pk: 1}
    sending.take_back(order, by=None, now=timezone.now(), packs=packs, reason="Refused")


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        (ship, "Order is shipped: only what is dispensed is shipped."),
        (take_back, "at most 0 can come back."),
    ],
    ids=["ship", "take back"],
)
def test_who_does_it_while_another_does_is_told(dispensed, verb, words):
    assert words in str(second_waits(lambda: verb(dispensed), lambda: verb(dispensed)))


def test_what_is_noted_as_delivered_by_two_is_delivered_once(dispensed):
    ship(dispensed)
    said = second_waits(lambda: deliver(dispensed), lambda: deliver(dispensed))
    assert "only what is shipped is delivered" in str(said)


def test_a_number_that_two_correct_at_once_is_mailed_once(dispensed):
    def correct():
        right = {"carrier": "UPS", "tracking": "1Z9"}
        sending.correct_dispatch(dispensed, by=None, now=timezone.now(), **right)

    ship(dispensed)
    assert "has this carrier and number already" in str(second_waits(correct, correct))


def test_who_dispenses_while_another_does_is_told(order):
    def deed():
        dispense(order, by=None, now=timezone.now())

    assert "only what is paid is dispensed" in str(second_waits(deed, deed))


def test_the_database_lets_no_lot_out_that_is_being_withdrawn_by_hand(order):
    """Whoever writes, past the shop: the lot is locked until it has left."""
    lot = a_lot(Dosage.objects.get(), 0)
    line, today = order.lines.get(), timezone.localdate()
    rows = Lot.objects.filter(pk=lot.pk)
    said = second_waits(
        lambda: rows.update(withdrawn_at=timezone.now(), withdrawn_because="recalled"),
        lambda: DispensedLot.objects.create(line=line, lot=lot, units=60, dispensed_on=today),
    )
    assert isinstance(said, IntegrityError)
    assert "is not to be given out" in str(said)


def test_the_database_counts_what_comes_back_one_after_the_other(dispensed):
    line, now = dispensed.lines.get(), timezone.now()

    def write_down():
        TakenBack.objects.create(line=line, packs=1, reason="Refused", at=now)

    said = second_waits(write_down, write_down)
    assert isinstance(said, IntegrityError)
    assert "More packs" in str(said)
