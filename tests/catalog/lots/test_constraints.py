"""The database has the last word on lots: each write here breaks exactly one rule."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone
from django.utils.timezone import localdate

from catalog.lots.models import Lot, StockMovement
from tests.catalog.test_constraints import assert_only, change, check_deferred_constraints, written
from tests.factories import a_dosage, a_lot

pytestmark = pytest.mark.django_db


@pytest.fixture
def lot():
    dosage = a_dosage(units_on_hand=100)
    check_deferred_constraints()
    return dosage.lots.get()


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("lot_number_is_large_and_unspaced", {"number": "ab12"}),
        ("lot_number_is_large_and_unspaced", {"number": "AB 12"}),
        ("lot_number_is_large_and_unspaced", {"number": ""}),
        ("lot_knows_when_it_expires", {"expires_on": None}),
        ("lot_is_withdrawn_for_a_reason", {"withdrawn_because": "recalled"}),
        ("lot_is_withdrawn_for_a_reason", {"withdrawn_at": timezone.now()}),
        ("lots_lot_units_check", {"units": -1}),
    ],
)
def test_a_lot_is_refused(constraint, values):
    new = {"number": "AB12", "expires_on": localdate(), "units": 0, **values}
    dosage = a_dosage(units_on_hand=0)
    if "units" in values:
        with pytest.raises(IntegrityError, match=constraint):
            written(lambda: Lot.objects.create(dosage=dosage, **new))
    else:
        assert_only(constraint, lambda: Lot.objects.create(dosage=dosage, **new))


def test_a_dosage_has_a_lot_once(lot):
    again = {"number": lot.number, "expires_on": localdate()}
    assert_only("dosage_has_a_lot_once", lambda: lot.dosage.lots.create(**again))


def test_a_pool_is_short_only_of_what_is_reserved():
    dosage = a_dosage(units_on_hand=100, units_reserved=40)
    with pytest.raises(IntegrityError, match="dosage_is_short_only_of_what_is_reserved"):
        written(lambda: change(dosage, units_short=1))


@pytest.mark.parametrize(
    "write",
    [
        lambda lot: change(lot, units=99),
        lambda lot: change(lot.dosage, units_on_hand=101),
        lambda lot: change(lot.dosage, units_on_hand=101, units_reserved=101, units_short=2),
        lambda lot: change(lot, withdrawn_at=timezone.now(), withdrawn_because="damaged"),
        lambda lot: lot.delete(),
        lambda lot: lot.dosage.lots.create(number="MORE", units=1, expires_on=localdate()),
        lambda lot: lot.dosage.medicine.dosages.create(label="9mg", units_on_hand=1),
    ],
    ids=["fewer", "more", "short", "withdrawn", "gone", "new lot", "new dosage"],
)
def test_a_pool_is_the_sum_of_its_lots_whoever_writes(lot, write):
    with pytest.raises(IntegrityError, match="its lots have others"):
        written(lambda: write(lot))


def test_a_pool_that_is_short_is_still_the_sum_of_its_lots(lot):
    def write():
        change(lot, units=60)
        change(lot.dosage, units_reserved=100, units_short=40)

    written(write)


@pytest.mark.parametrize(
    "values",
    [
        {"number": "OTHER"},
        {"expires_on": localdate() + timedelta(days=1)},
        {"dosage": None},
    ],
    ids=["number", "expiry", "dosage"],
)
def test_a_lot_stays_what_it_is(lot, values):
    if "dosage" in values:
        values = {"dosage": a_dosage(units_on_hand=0)}
    with pytest.raises(IntegrityError, match="A lot keeps its dosage and number"):
        change(lot, **values)


def withdrawn(units=0, **values):
    lot = a_lot(a_dosage(units_on_hand=0), units, **values)
    change(lot, withdrawn_at=timezone.now(), withdrawn_because="recalled")
    return lot


def test_a_withdrawal_is_not_dated_anew():
    lot = withdrawn()
    with pytest.raises(IntegrityError, match="stays withdrawn"):
        change(lot, withdrawn_at=timezone.now())


@pytest.mark.parametrize(
    ("written_down", "back", "days"),
    [(None, {}, 9), (4, {}, 9), (5, {"units": 6}, 9), (5, {}, -1)],
    ids=["unwritten", "another number", "changed", "expired"],
)
def test_what_is_withdrawn_stays_withdrawn(written_down, back, days):
    lot = withdrawn(5, expires_in_days=days)
    if written_down:
        _moved(lot, written_down)
    with pytest.raises(IntegrityError, match="before it expires, with its movement"):
        change(lot, withdrawn_at=None, withdrawn_because="", **back)


def test_a_withdrawn_lot_comes_back_with_its_movement():
    lot = withdrawn(5)
    _moved(lot, 5)
    change(lot, withdrawn_at=None, withdrawn_because="")
    check_deferred_constraints()


def _moved(lot, units):
    StockMovement.objects.create(dosage=lot.dosage, lot=lot, units=units, reason="A slip")


def test_a_movement_is_of_a_lot_of_its_own_dosage(lot):
    other = a_dosage(units_on_hand=0)
    assert_only(
        "movement_is_of_a_lot_of_its_dosage",
        lambda: StockMovement.objects.create(dosage=other, lot=lot, units=5, reason="Delivery"),
    )
