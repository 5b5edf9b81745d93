"""The pick list's rows and the labels, as plain values and as they are read."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from django.utils.timezone import localdate

from catalog.lots.allocating import ShelfLot, Taken, Want
from catalog.shopfacts.models import ShopFacts
from checkout.order.shelf.dispensing import dispense
from checkout.order.shelf.label_reads import labels_of
from checkout.order.shelf.labels import Pharmacy
from checkout.order.shelf.picking import as_taken, pick_rows
from checkout.prescriptions.models import Patient
from tests.checkout.payment.purchases import an_order, approved, held, paid
from tests.checkout.prescriptions import deciding
from tests.checkout.shopping import refreshed
from tests.factories import a_user

TODAY = date(2026, 11, 25)


def a_shelf_lot(lot_id, number, units, *, days, dosage_id=1):
    return ShelfLot(lot_id, dosage_id, number, TODAY + timedelta(days=days), units)


SHELF = [
    a_shelf_lot(1, "Z9", 100, days=20),
    a_shelf_lot(2, "A1", 100, days=80),
    a_shelf_lot(3, "M5", 100, days=800),
    a_shelf_lot(4, "B2", 100, days=800, dosage_id=2),
]
WANTS = [Want(7, 1, 150), Want(8, 2, 30)]
PACKS = {7: "Baclofen 10 mg, 150 pills", 8: "Baclofen 25 mg, 30 pills"}


def rows():
    return pick_rows(WANTS, SHELF, PACKS, TODAY)


def test_rows_come_as_one_walks_along_the_lots_and_say_what_expires_soon():
    assert [(row.number, row.take, row.there, row.mark) for row in rows()] == [
        ("A1", 50, 100, "warn"),
        ("B2", 30, 100, ""),
        ("M5", 0, 100, ""),
        ("Z9", 100, 100, "stop"),
    ]
    assert [row.pack for row in rows()][:2] == [PACKS[7], PACKS[8]]


def test_what_was_typed_is_taken():
    typed = {"take-7-3": 150, "take-8-4": 30, "take-7-1": 0, "take-9-9": 5}
    assert as_taken(rows(), typed) == [Taken(8, 4, 30), Taken(7, 3, 150)]


@pytest.mark.django_db
def test_a_label_says_for_whom_what_how_many_and_by_whom(sandbox):
    ShopFacts.objects.create(pk=1, name="Rowan", address="2 High Street", phone="555 0100")
    order = approved(sandbox, an_order(packs=2))
    [label] = labels_of(order, TODAY)
    line = order.lines.get()
    assert label.patient == "Sam Example"
    assert (label.medicine, label.dosage) == (line.medicine_name, "10\u00a0mg")
    assert (label.units, label.directions, label.on) == ("120\u00a0pills", "", TODAY)
    assert label.pharmacy == Pharmacy("Rowan", "2 High Street", "555 0100")


@pytest.mark.django_db
def test_a_label_names_the_patient_and_the_directions_of_the_prescription(sandbox):
    order = held(sandbox)
    Patient.objects.filter(order=order).update(name="Pat Example")
    deciding.approve(order, by=a_user(), directions="One three times a day")
    [label] = labels_of(refreshed(order), TODAY)
    assert (label.patient, label.directions) == ("Pat Example", "One three times a day")


@pytest.mark.django_db
def test_a_label_printed_again_has_the_day_it_was_dispensed(sandbox):
    order = paid(sandbox)
    dispense(order, by=None, now=timezone.now())
    [label] = labels_of(refreshed(order), TODAY)
    assert label.on == localdate()


@pytest.mark.django_db
def test_what_nobody_approved_has_no_label(sandbox):
    assert labels_of(an_order(), TODAY) == []
