"""Lots come, are counted, expire and are withdrawn; the pool is their sum and no order loses."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from django.utils.timezone import localdate

from catalog import stock
from catalog.lots import actions
from catalog.lots.actions import CannotMove
from catalog.lots.models import BEFORE_LOTS, Lot, StockMovement
from tests.catalog.lots.moved import pool, take, withdraw
from tests.checkout.payment.at_once import by_many
from tests.factories import a_dosage, a_lot, a_user

pytestmark = pytest.mark.django_db
NEXT_YEAR = localdate() + timedelta(days=400)


def receive(dosage, units=100, number="AB12", *, expires_on=NEXT_YEAR, now=None):
    return actions.receive(
        dosage,
        number=number,
        expires_on=expires_on,
        units=units,
        reason="Delivery 17",
        by=None,
        now=now or timezone.now(),
    )


def refused(deed, field):
    with pytest.raises(CannotMove) as refusal:
        deed()
    assert refusal.value.field == field
    return str(refusal.value)


def test_what_comes_is_written_down_with_its_lot_and_can_be_sold():
    dosage, clerk = a_dosage(units_on_hand=0), a_user()
    actions.receive(
        dosage,
        number="ab 12",
        expires_on=NEXT_YEAR,
        units=100,
        reason="Delivery 17",
        by=clerk,
        now=timezone.now(),
    )
    lot = Lot.objects.get()
    assert (lot.number, lot.units, lot.expires_on) == ("AB12", 100, NEXT_YEAR)
    moved = StockMovement.objects.get()
    assert (moved.lot, moved.units, moved.reason, moved.by) == (lot, 100, "Delivery 17", clerk)
    assert pool(dosage) == (100, 0, 0)
    assert dosage.units_free == 100


def test_more_of_a_lot_is_added_to_it():
    dosage = a_dosage(units_on_hand=0)
    assert receive(dosage, 100) == receive(dosage, 50, "ab12")
    assert Lot.objects.get().units == 150


def test_a_lot_has_one_expiry_and_a_slip_is_put_right_once_it_is_empty():
    dosage = a_dosage(units_on_hand=0)
    lot, later = receive(dosage), NEXT_YEAR + timedelta(days=1)
    said = refused(lambda: receive(dosage, expires_on=later), "expires_on")
    assert f"We have lot AB12 with another expiry, {NEXT_YEAR.isoformat()}" in said
    assert pool(dosage) == (100, 0, 0)

    actions.correct(lot, -100, reason="Wrong expiry", by=None)
    receive(dosage, expires_on=later)
    lot.refresh_from_db()
    assert (lot.units, lot.expires_on) == (100, later)


def test_nothing_that_has_expired_comes_in_by_the_shops_clock(settings):
    dosage = a_dosage(units_on_hand=0)
    settings.TIME_ZONE = "Pacific/Auckland"
    with timezone.override("Pacific/Auckland"):
        evening = datetime(2026, 11, 25, 20, tzinfo=UTC)
        tomorrow_in_utc = datetime(2026, 11, 26, tzinfo=UTC).date()
        said = refused(
            lambda: receive(dosage, expires_on=tomorrow_in_utc, now=evening), "expires_on"
        )
    assert "has expired" in said
    assert not Lot.objects.exists()


def test_what_was_withdrawn_does_not_come_back():
    dosage = a_dosage(units_on_hand=0)
    withdraw(receive(dosage))
    assert "withdrawn (recalled)" in refused(lambda: receive(dosage), "number")
    assert pool(dosage) == (0, 0, 0)


def test_a_count_is_kept_with_its_reason():
    dosage = a_dosage(units_on_hand=100)
    lot = dosage.lots.get()
    actions.correct(lot, -20, reason="Damaged", by=None)
    actions.correct(lot, 5, reason="Found", by=None)
    assert pool(dosage) == (85, 0, 0)
    assert list(StockMovement.objects.values_list("units", "lot")) == [(5, lot.pk), (-20, lot.pk)]


def test_no_more_is_taken_out_than_a_lot_has():
    dosage = a_dosage(units_on_hand=100)
    a_lot(dosage, 50)
    lot = dosage.lots.get(units=100)
    said = refused(lambda: actions.correct(lot, -101, reason="Damaged", by=None), "units")
    assert said == f"Lot {lot.number} has 100: you can take out no more."
    assert pool(dosage) == (150, 0, 0)
    assert not StockMovement.objects.exists()


def test_what_is_missing_for_orders_is_told_and_what_comes_is_theirs_first():
    dosage = a_dosage(units_on_hand=100, units_reserved=90)
    actions.correct(dosage.lots.get(), -70, reason="Broken", by=None)
    assert pool(dosage) == (30, 90, 60)
    assert dosage.units_free == 0

    receive(dosage, 40)
    assert pool(dosage) == (70, 90, 20)
    assert dosage.units_free == 0

    receive(dosage, 40)
    assert pool(dosage) == (110, 90, 0)
    assert dosage.units_free == 20


def test_nothing_is_sold_out_of_a_pool_that_is_short():
    dosage = a_dosage(units_on_hand=100, units_reserved=90)
    actions.correct(dosage.lots.get(), -70, reason="Broken", by=None)
    with pytest.raises(stock.NotEnoughUnits):
        stock.reserve({dosage.pk: 1})


def test_an_order_that_gives_its_units_back_makes_the_pool_less_short():
    dosage = a_dosage(units_on_hand=100, units_reserved=90)
    actions.correct(dosage.lots.get(), -70, reason="Broken", by=None)
    stock.release({dosage.pk: 50})
    assert pool(dosage) == (30, 40, 10)
    stock.release({dosage.pk: 20})
    assert pool(dosage) == (30, 20, 0)
    assert dosage.units_free == 10


def test_a_withdrawn_lot_is_counted_no_more_and_keeps_its_units_to_be_taken_off_the_shelf():
    dosage = a_dosage(units_on_hand=100, units_reserved=90)
    lot = a_lot(dosage, 50)
    withdraw(dosage.lots.get(units=100), "damaged")
    assert pool(dosage) == (50, 90, 40)
    withdrawn = dosage.lots.get(units=100)
    assert withdrawn.get_withdrawn_because_display() == "damaged"
    assert StockMovement.objects.get().units == -100

    words = f"Lot {withdrawn.number} is withdrawn already."
    assert refused(lambda: withdraw(withdrawn), "lot") == words
    correct = lambda: actions.correct(withdrawn, 5, reason="Found", by=None)  # noqa: E731
    assert "is withdrawn: its units are not counted" in refused(correct, "lot")
    withdraw(lot)
    assert pool(dosage) == (0, 90, 90)


def test_an_empty_lot_is_withdrawn_and_nothing_moves():
    dosage = a_dosage(units_on_hand=0)
    lot = a_lot(dosage, 0)
    withdraw(lot)
    assert not StockMovement.objects.exists()


def put_back(lot):
    actions.put_back(lot, reason="Another was meant", by=None, now=timezone.now())


def test_a_withdrawal_that_was_a_slip_is_taken_back_and_written_down():
    dosage = a_dosage(units_on_hand=100, units_reserved=90)
    lot = dosage.lots.get()
    withdraw(lot)
    assert pool(dosage) == (0, 90, 90)
    put_back(lot)
    lot.refresh_from_db()
    assert (lot.withdrawn_at, lot.withdrawn_because, lot.units) == (None, "", 100)
    assert pool(dosage) == (100, 90, 0)
    assert list(StockMovement.objects.values_list("units", "reason")) == [
        (100, "Another was meant"),
        (-100, "Recall 4"),
    ]
    assert "nothing is withdrawn" in refused(lambda: put_back(lot), "lot")


def test_what_has_expired_meanwhile_is_not_put_back():
    dosage = a_dosage(units_on_hand=0)
    lot = a_lot(dosage, 5, expires_in_days=0)
    assert actions.withdraw_next_expired(timezone.now())
    assert "has expired" in refused(lambda: put_back(lot), "lot")
    empty = a_lot(dosage, 0)
    withdraw(empty)
    assert "nothing is withdrawn" in refused(lambda: put_back(empty), "lot")
    assert pool(dosage) == (0, 0, 0)


def test_what_has_expired_is_withdrawn_one_a_turn():
    dosage = a_dosage(units_on_hand=10)
    gone = [a_lot(dosage, 5, expires_in_days=days) for days in (0, -3)]
    a_lot(dosage, 7, expires_in_days=1)
    assert actions.withdraw_next_expired(timezone.now())
    assert pool(dosage) == (22, 0, 0)
    assert list(Lot.objects.exclude(withdrawn_at=None)) == [gone[1]], "the longest expired"
    assert actions.withdraw_next_expired(timezone.now())
    assert not actions.withdraw_next_expired(timezone.now())
    assert pool(dosage) == (17, 0, 0)
    assert {moved.reason for moved in StockMovement.objects.all()} == {"Expired"}


def test_what_was_there_before_lots_keeps_its_name_for_itself():
    dosage = a_dosage(units_on_hand=0)
    old = Lot.objects.create(dosage=dosage, number=BEFORE_LOTS)
    said = refused(lambda: receive(dosage, number="before-lots"), "expires_on")
    assert "not recorded" in said
    assert old.expires_on is None


@pytest.mark.django_db(transaction=True)
def test_all_who_move_a_lot_at_once_are_counted():
    dosage = a_dosage(units_on_hand=100, units_reserved=20)
    lot = dosage.lots.get()
    deeds = [
        lambda: actions.correct(lot, -30, reason="Damaged", by=None),
        lambda: receive(dosage, 5, lot.number, expires_on=lot.expires_on),
        lambda: take(dosage, 2),
        lambda: stock.reserve({dosage.pk: 1}),
    ]
    told = by_many(lambda which: deeds[which % 4](), times=8)
    assert [word for word in told if isinstance(word, Exception)] == []
    assert pool(dosage) == (46, 18, 0)
    lot.refresh_from_db()
    assert lot.units == 46


@pytest.mark.django_db(transaction=True)
def test_of_two_who_withdraw_a_lot_one_is_told():
    dosage = a_dosage(units_on_hand=100)
    lot = dosage.lots.get()
    told = by_many(lambda _: withdraw(lot), times=4)
    assert sum(isinstance(word, CannotMove) for word in told) == 3
    assert StockMovement.objects.get().units == -100
