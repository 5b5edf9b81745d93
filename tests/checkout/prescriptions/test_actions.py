"""What a patient sends before and after ordering, and how long an order waits for it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from catalog.models import Dosage
from checkout.order import actions as order_actions
from checkout.order.overdue import end_unanswered
from checkout.prescriptions import actions
from checkout.prescriptions.actions import CannotSend
from checkout.prescriptions.desk.receiving import receive_file
from checkout.prescriptions.files.vault import FileMissing, read
from checkout.prescriptions.models import FileView, Inquiry, Patient, PrescriptionFile
from tests.checkout.payment.purchases import held, paid
from tests.checkout.prescriptions import deciding
from tests.checkout.prescriptions.cases import (
    a_taken_file,
    baclofen_pack,
    send_with_the_cart,
    to_follow,
)
from tests.checkout.shopping import (
    a_cart,
    attempt_of,
    let_the_worker_work,
    refreshed,
    tell,
)
from tests.factories import a_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sandbox")]
DAYS = timedelta(days=14)


def add(order, **who):
    taken = a_taken_file()
    actions.add_file_to_order(order, taken, called="photo.jpg", now=timezone.now(), **who)
    return taken


def send(order, **answers):
    actions.send_to_the_pharmacist(order, answers=answers.get("answers", {}), now=timezone.now())
    return refreshed(order)


def asked(sandbox, question="Did it affect your breathing?"):
    order = held(sandbox)
    deciding.ask(order, by=a_user(), question=question)
    return refreshed(order)


# --- files of a cart ------------------------------------------------------------------------


def test_what_is_told_again_keeps_the_files():
    basket = a_cart({baclofen_pack(): 1})
    for _ in range(2):
        tell(basket, way="upload")
        send_with_the_cart(basket)
    [patient] = Patient.objects.all()
    assert patient.files.count() == 2


def test_a_patient_sends_five_files_at_most():
    basket = a_cart({baclofen_pack(): 1})
    for _ in range(5):
        send_with_the_cart(basket)
    with pytest.raises(CannotSend, match="At most 5 files can be sent: remove one first"):
        send_with_the_cart(basket)
    assert PrescriptionFile.objects.count() == 5


def test_a_removed_file_is_gone_from_the_vault_too(django_capture_on_commit_callbacks):
    basket = a_cart({baclofen_pack(): 1})
    taken = a_taken_file()
    send_with_the_cart(basket, taken)
    patient, token = Patient.objects.get(), str(PrescriptionFile.objects.get().token)
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            actions.remove_file(patient, token)
    assert not patient.files.exists()
    with pytest.raises(FileMissing):
        read(taken.name)


# --- to follow ------------------------------------------------------------------------------


def test_an_order_whose_prescription_follows_waits_without_touching_the_card(sandbox):
    order = to_follow()
    let_the_worker_work()
    assert (order.status, attempt_of(order)) == ("needs_information", None)
    assert sandbox.sessions() == []
    assert Dosage.objects.get().units_reserved == 60
    [letter] = mail.outbox
    assert letter.subject == f"Order {order.number} waits for your prescription"
    assert f"/orders/{order.number}/prescription/?key=" in letter.body
    assert "Baclofen" not in letter.body


def test_what_followed_goes_to_the_pharmacist_and_is_paid_once_it_is_approved():
    order = to_follow()
    with pytest.raises(CannotSend, match="Add the prescription first"):
        send(order)
    add(order)
    order = send(order)
    assert (order.status, order.information_due_at) == ("awaiting_pharmacist", None)

    deciding.approve(order, by=a_user())
    assert refreshed(order).status == "approved_awaiting_payment"
    let_the_worker_work()
    assert mail.outbox[-1].subject == f"Order {order.number} is approved: pay to go on"


def test_one_reminder_comes_halfway_and_none_once_it_was_sent():
    waits, sent = to_follow(), to_follow()
    let_the_worker_work()
    add(sent)
    send(sent)
    let_the_worker_work(after=timedelta(days=6, hours=23))
    assert len(mail.outbox) == 2
    let_the_worker_work(after=timedelta(days=7, minutes=1))
    assert [letter.subject for letter in mail.outbox[2:]] == [
        f"Order {waits.number} still waits for your prescription"
    ]


def by_post(order):
    receive_file(order, a_taken_file(), called="fax", by=a_user(), now=timezone.now())


def by_the_patient(order):
    add(order)
    send(order)


@pytest.mark.parametrize("came", [by_the_patient, by_post])
def test_who_has_sent_what_was_wanted_is_not_reminded_of_it_when_something_else_is(came):
    order, in_three_days = to_follow(), timezone.now() + timedelta(days=3)
    came(order)
    deciding.ask(refreshed(order), by=a_user(), question="Since when?", now=in_three_days)
    let_the_worker_work(after=timedelta(days=7, minutes=1))
    assert not [one for one in mail.outbox if "still waits" in one.subject]
    let_the_worker_work(after=timedelta(days=10, minutes=1))
    assert mail.outbox[-1].subject == f"Order {order.number} still waits for your answer"


def test_an_order_nothing_comes_for_ends_after_14_days_and_its_stock_is_free():
    order = to_follow()
    due = order.information_due_at
    assert abs(due - order.date_placed - DAYS) < timedelta(seconds=1)
    assert not end_unanswered(due - timedelta(seconds=1))
    assert end_unanswered(due)
    assert not end_unanswered(due)
    assert refreshed(order).status == "expired"
    assert Dosage.objects.get().units_reserved == 0
    let_the_worker_work(after=DAYS)
    assert mail.outbox[-1].subject == f"Order {order.number} has ended: we heard nothing from you"
    assert "Nothing was charged. Nothing is held on your card." in mail.outbox[-1].body


def test_an_order_that_waits_can_be_given_up():
    order = to_follow()
    order_actions.cancel(order, now=timezone.now())
    assert refreshed(order).status == "cancelled"
    assert Dosage.objects.get().units_reserved == 0
    let_the_worker_work(after=timedelta(days=8))
    assert mail.outbox == []


def test_the_patient_adds_nothing_to_an_order_that_is_with_the_pharmacist(sandbox):
    order = held(sandbox)
    with pytest.raises(CannotSend, match="does not wait for a file any more"):
        add(order)
    add(order, by=a_user())
    [file] = PrescriptionFile.objects.all()
    assert file.added_by is not None


def test_what_the_pharmacist_has_seen_or_has_by_now_stays():
    order = to_follow()
    add(order)
    patient, file = order.patient, PrescriptionFile.objects.get()
    FileView.objects.create(file=file, page=1, by=a_user())
    with pytest.raises(CannotSend, match="has looked at this file"):
        actions.remove_file(patient, str(file.token))
    send(order)
    with pytest.raises(CannotSend, match="has this file by now"):
        actions.remove_file(patient, str(file.token))
    assert PrescriptionFile.objects.count() == 1


def test_what_staff_added_is_not_the_patients_to_take_back():
    order = to_follow()
    add(order, by=a_user())
    actions.remove_file(order.patient, str(PrescriptionFile.objects.get().token))
    assert PrescriptionFile.objects.count() == 1


# --- asked ----------------------------------------------------------------------------------


def test_a_question_makes_the_order_wait_and_its_answer_brings_it_back(sandbox):
    order = asked(sandbox)
    let_the_worker_work()
    assert order.status == "needs_information"
    letter = mail.outbox[-1]
    assert letter.subject == f"The pharmacist has a question about order {order.number}"
    assert "breathing" not in letter.body

    with pytest.raises(CannotSend, match="Answer the pharmacist’s question first"):
        send(order)
    order = send(order, answers={Inquiry.objects.get().pk: "No, never."})
    assert order.status == "awaiting_pharmacist"
    assert Inquiry.objects.get().answer == "No, never."
    with pytest.raises(CannotSend, match="has your answer already"):
        send(order)


def test_an_order_can_be_asked_about_again_and_each_time_by_mail(sandbox):
    order = asked(sandbox)
    let_the_worker_work()
    order = send(order, answers={Inquiry.objects.get().pk: "No."})
    deciding.ask(order, by=a_user(), question="Since when?")
    let_the_worker_work()
    questions = [one for one in mail.outbox if "has a question" in one.subject]
    assert len(questions) == 2
    order = send(order, answers={Inquiry.objects.last().pk: "Since March."})
    deciding.approve(order, by=a_user())
    let_the_worker_work()
    assert refreshed(order).status == "paid"


def test_a_hold_is_released_where_no_answer_comes(sandbox):
    order = asked(sandbox)
    end_unanswered(order.information_due_at)
    let_the_worker_work(after=DAYS)
    assert refreshed(order).status == "expired"
    assert attempt_of(order).state == "released"
    assert "Nothing was charged." in mail.outbox[-1].body


def test_nothing_is_asked_of_an_order_that_is_paid(sandbox):
    order = paid(sandbox)
    with pytest.raises(CannotSend, match="has your answer already"):
        send(order)
