"""Who moves a lot while another is at it waits, and sees what the other has left of it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.timezone import localdate

from catalog.lots import actions
from catalog.lots.actions import CannotMove, NotOnTheShelf
from catalog.lots.allocating import Taken, Want
from catalog.lots.models import Lot
from tests.factories import a_dosage, a_lot
from tests.meanwhile import second_waits

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shelf():
    """Two lots of 60 units, which two orders have reserved."""
    dosage = a_dosage(units_on_hand=0)
    soon = a_lot(dosage, 60, "SOON", expires_in_days=40)
    later = a_lot(dosage, 60, "LATER", expires_in_days=300)
    type(dosage).objects.filter(pk=dosage.pk).update(units_reserved=120)
    return soon, later


def take(lot, line_id=1):
    return lambda: actions.take([Want(line_id, lot.dosage_id, 60)], today=localdate())


def withdraw(lot, because="recalled"):
    return lambda: actions.withdraw(
        lot, because=Lot.Because(because), reason="Recall 4", by=None, now=timezone.now()
    )


def test_of_two_who_take_at_once_the_second_takes_what_the_first_has_left(shelf):
    soon, later = shelf
    assert second_waits(take(soon), take(soon, 2)) == [Taken(2, later.pk, 60)]
    assert set(Lot.objects.values_list("units", flat=True)) == {0}


def test_what_is_being_withdrawn_is_not_taken(shelf):
    soon, later = shelf
    assert second_waits(withdraw(soon), take(soon)) == [Taken(1, later.pk, 60)]
    said = second_waits(withdraw(later, "damaged"), take(soon, 2))
    assert isinstance(said, NotOnTheShelf)


def test_who_counts_a_lot_while_it_is_taken_counts_what_is_left(shelf):
    soon, _later = shelf
    said = second_waits(take(soon), lambda: actions.correct(soon, -60, reason="Broken", by=None))
    assert isinstance(said, CannotMove)
    assert "has 0: you can take out no more" in str(said)


def test_a_lot_that_expires_while_it_is_recalled_is_withdrawn_once(shelf):
    soon, _later = shelf
    then = timezone.now() + timedelta(days=41)
    assert second_waits(withdraw(soon), lambda: actions.withdraw_next_expired(then)) is True
    soon.refresh_from_db()
    assert soon.withdrawn_because == "recalled"
