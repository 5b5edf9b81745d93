"""What a patient and the shop do in the same instant: the second waits, and sees the first."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import partial

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils import timezone

from catalog.cart_cookie import CART_LIFE
from checkout.order import repairs
from checkout.order.overdue import end_unanswered
from checkout.order.placing import CannotPlace
from checkout.order.shelf.dispensing import dispense
from checkout.prescriptions import actions
from checkout.prescriptions.actions import CannotSend
from checkout.prescriptions.desk.looking import CannotShow, look_at
from checkout.prescriptions.desk.receiving import receive_file
from checkout.prescriptions.erasing import erase, erase_files
from checkout.prescriptions.files.vault import read
from checkout.prescriptions.forgetting import forget_carts
from checkout.prescriptions.keeping import CannotErase
from checkout.prescriptions.models import Patient, PrescriptionFile
from checkout.prescriptions.telling import MOST_FILES
from tests.checkout.payment.at_once import by_many
from tests.checkout.payment.purchases import paid
from tests.checkout.prescriptions.by_hand import decided, prescribed
from tests.checkout.prescriptions.cases import (
    a_taken_file,
    about_to_order,
    awaiting,
    baclofen_pack,
    send_with_the_cart,
    to_follow,
)
from tests.checkout.shopping import (
    SAM_TELLS,
    a_cart,
    attempt_of,
    refreshed,
    tell,
    told_before,
)
from tests.factories import a_user
from tests.meanwhile import second_waits

PAT_TELLS = replace(SAM_TELLS, name="Pat Example")
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("vault_folder")]


def add_to_order(order):
    actions.add_file_to_order(order, a_taken_file(), called="a.jpg", now=timezone.now())


def send(order):
    actions.send_to_the_pharmacist(order, answers={}, now=timezone.now())


def remove(patient):
    actions.remove_file(patient, str(PrescriptionFile.objects.first().token))


def a_look():
    file, by = PrescriptionFile.objects.get(), a_user()
    return lambda: look_at(file, 1, by=by, now=timezone.now())


def an_order_that_waits(files=1):
    order = to_follow()
    for _ in range(files):
        add_to_order(order)
    return order


def test_of_two_files_that_come_to_a_cart_at_once_one_is_the_last():
    basket_id = a_cart({baclofen_pack(): 1})
    send = partial(send_with_the_cart, basket_id)
    for _ in range(MOST_FILES - 1):
        send()
    said = second_waits(send, send)
    assert isinstance(said, CannotSend)
    assert PrescriptionFile.objects.count() == MOST_FILES


def test_of_two_files_that_come_to_an_order_at_once_one_is_the_last():
    order = an_order_that_waits(MOST_FILES - 1)
    said = second_waits(lambda: add_to_order(order), lambda: add_to_order(order))
    assert isinstance(said, CannotSend)
    assert PrescriptionFile.objects.count() == MOST_FILES


@pytest.mark.parametrize("deed", ["tell", "add", "remove"])
def test_a_cart_that_is_being_ordered_is_the_pharmacists_as_it_was_looked_at(deed):
    """Or a pharmacist decides about another patient than the rules of the cart have seen."""
    press = about_to_order({baclofen_pack(): 1}, files=1)
    patient = Patient.objects.get()
    basket_id = patient.basket_id
    deeds = {
        "tell": lambda: tell(basket_id, name="Pat Example"),
        "add": lambda: send_with_the_cart(basket_id),
        "remove": lambda: remove(patient),
    }
    assert isinstance(second_waits(press, deeds[deed]), CannotSend)
    [patient] = Patient.objects.all()
    assert (patient.name, patient.order is None) == ("Sam Example", False)
    assert patient.files.count() == 1


@pytest.mark.parametrize("deed", ["tell", "send"])
def test_who_tells_while_another_tells_anew_for_the_same_cart_keeps_nothing_of_that(deed):
    """Or a file, or what was told, came to somebody else's."""
    basket_id = a_cart({baclofen_pack(): 1})
    sam, taken, now = told_before(basket_id), a_taken_file(), timezone.now()
    told = {"patient_id": sam, "now": now}
    deeds = {
        "tell": lambda: actions.keep_told(basket_id, SAM_TELLS, **told),
        "send": lambda: actions.add_file_to_cart(basket_id, taken, called="a.jpg", **told),
    }

    def pat_tells_anew():
        pat = actions.keep_told(basket_id, PAT_TELLS, patient_id=None, now=now)
        actions.add_file_to_cart(basket_id, a_taken_file(), patient_id=pat.pk, called="b", now=now)

    mine = second_waits(pat_tells_anew, deeds[deed])
    [patient] = Patient.objects.all()
    assert (patient.pk, patient.name) == (mine.pk, {"tell": "Sam Example", "send": ""}[deed])
    assert [file.called for file in patient.files.all()] == {"tell": [], "send": ["a.jpg"]}[deed]


def test_a_cart_that_is_being_forgotten_is_not_ordered_without_its_patient():
    press, later = about_to_order({baclofen_pack(): 1}), timezone.now() + 2 * CART_LIFE
    said = second_waits(lambda: forget_carts(later), press)
    assert isinstance(said, CannotPlace)
    assert "Say who the medicine is for" in str(said)


def test_a_cart_that_is_being_ordered_is_not_forgotten():
    press, later = about_to_order({baclofen_pack(): 1}, files=1), timezone.now() + 2 * CART_LIFE
    assert second_waits(press, lambda: forget_carts(later)[0]) == 0
    assert Patient.objects.get().files.count() == 1


def test_no_file_goes_while_the_order_is_being_sent_to_the_pharmacist():
    order = an_order_that_waits()
    said = second_waits(lambda: send(order), lambda: remove(order.patient))
    assert "has this file by now" in str(said)
    assert PrescriptionFile.objects.exists()


def test_no_file_goes_while_somebody_looks_at_it():
    order = an_order_that_waits()
    said = second_waits(a_look(), lambda: remove(order.patient))
    assert "has looked at this file" in str(said)


def test_a_file_that_goes_just_now_is_not_shown():
    order = an_order_that_waits()
    said = second_waits(lambda: remove(order.patient), a_look())
    assert isinstance(said, CannotShow)


def test_what_is_sent_twice_at_once_goes_to_the_pharmacist_once():
    order = an_order_that_waits()
    said = second_waits(lambda: send(order), lambda: send(order))
    assert "has your answer already" in str(said)
    assert order.status_changes.filter(new_status="awaiting_pharmacist").count() == 1


def test_what_comes_by_post_while_the_patient_sends_is_added_and_the_order_moves_once():
    order, taken, by = an_order_that_waits(), a_taken_file(), a_user()
    said = second_waits(
        lambda: send(order),
        lambda: receive_file(order, taken, called="fax", by=by, now=timezone.now()),
    )
    assert said is None
    assert PrescriptionFile.objects.count() == 2
    assert order.status_changes.filter(new_status="awaiting_pharmacist").count() == 1


def test_an_order_that_is_answered_in_the_last_moment_does_not_end():
    order = an_order_that_waits()
    due = order.information_due_at
    assert second_waits(lambda: send(order), lambda: end_unanswered(due)) is True
    assert refreshed(order).status == "awaiting_pharmacist"


def test_of_two_decisions_on_what_is_left_of_a_prescription_one_is_refused():
    """By the database, whoever writes them."""
    first = awaiting({baclofen_pack(): 1})
    again = awaiting({first.lines.get().product: 1})
    item = prescribed(first, 60)
    said = second_waits(lambda: decided(first, 1, item=item), lambda: decided(again, 1, item=item))
    assert isinstance(said, IntegrityError)
    assert "prescription_is_not_over_used" in str(said)


def test_who_is_given_money_back_just_now_is_not_forgotten(sandbox):
    order = paid(sandbox)
    dispense(order, by=None, now=timezone.now())
    attempt, amount = attempt_of(order), Decimal("5.00")
    refund = partial(repairs.refund, attempt, amount=amount, by=None, reason="Asked")
    later = timezone.now() + timedelta(days=366 * 10)
    said = second_waits(lambda: refund(now=timezone.now()), lambda: erase(order, now=later))
    assert isinstance(said, CannotErase)
    assert "a payment, refund or dispute is open" in str(said)


def test_a_file_somebody_is_at_is_not_destroyed_yet():
    an_order_that_waits()
    file = PrescriptionFile.objects.get()

    def impatiently(_):
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '200ms'")
        erase_files(PrescriptionFile.objects.all(), now=timezone.now())

    with transaction.atomic():
        PrescriptionFile.objects.select_for_update().get()
        [outcome] = by_many(impatiently, times=1)
    assert isinstance(outcome, OperationalError)
    assert read(file.name)
