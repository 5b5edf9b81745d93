"""A patient who telephones instead of writing: the answer is noted, and the case goes on."""

import re

import pytest
from django.utils import timezone

from checkout.order.models import Order
from checkout.payment.models import Outbox
from checkout.prescriptions.actions import send_to_the_pharmacist
from checkout.prescriptions.models import Inquiry
from tests.checkout.pages import text_of
from tests.checkout.prescriptions.desk.at_the_cases import DAY, a_case
from tests.checkout.shopping import refreshed
from tests.factories import a_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(desk):
    """Its patient is asked one thing, and has not answered."""
    order = a_case()
    desk.record(desk.form(order).decide(0, "asked", question="Do you drive to work?"))
    return order


def note(desk, order: Order, answer: str):
    inquiry = Inquiry.objects.filter(decision__line__order=order).first()
    name = f"answer_{inquiry.pk}" if inquiry else "answer_1"
    return desk.press("note_answers", order, **{name: answer})


def test_what_the_patient_says_is_noted_and_the_case_goes_on(desk, order):
    assert "Has the patient answered by telephone? Do you drive to work?" in desk.look(order)
    said = text_of(note(desk, order, "Only at weekends."))
    assert "The answer is noted: the case can be decided." in said
    assert "The patient answered Only at weekends. noted by Tom Adeyemi" in said
    assert "Record decisions" in said
    order = refreshed(order)
    assert (order.status, order.information_due_at) == ("awaiting_pharmacist", None)
    reminders = Outbox.objects.filter(order=order, parameters__mail="reminder")
    assert [reminder.done_at is not None for reminder in reminders] == [True]


def test_an_answer_the_patient_writes_is_noted_by_nobody(desk, order):
    inquiry = Inquiry.objects.get()
    send_to_the_pharmacist(order, answers={inquiry.pk: "I do."}, now=timezone.now())
    page = desk.look(order)
    assert "The patient answered I do." in page
    assert "noted by" not in page


def test_every_question_of_a_line_and_its_answer_stay_on_the_page(desk, order):
    note(desk, order, "Only at weekends.")
    desk.record(desk.form(order).decide(0, "asked", question="How far do you drive?"))
    inquiry = Inquiry.objects.get(answered_at=None)
    told = (
        r"Patient asked by Tom Adeyemi [^:]+:\d\d: Do you drive to work\?"
        r" The patient answered Only at weekends\. noted by Tom Adeyemi"
        r" Patient asked by Tom Adeyemi [^:]+:\d\d: How far do you drive\?"
    )
    assert re.search(told, desk.look(order))
    send_to_the_pharmacist(order, answers={inquiry.pk: "Nine miles."}, now=timezone.now())
    assert re.search(rf"{told} The patient answered Nine miles\.", desk.look(order))
    desk.record(desk.form(order).decide(0, "rejected", reason="Not while you drive"))
    decided = r" The patient answered Nine miles\. Rejected by Tom Adeyemi"
    assert re.search(told + decided, desk.look(order))


def test_an_empty_note_is_told_at_its_question_and_nothing_goes_on(desk, order):
    response = note(desk, order, " ")
    assert response.status_code == 422
    assert "Answer the pharmacist’s question" in text_of(response)
    assert refreshed(order).status == "needs_information"


def test_a_patient_who_answers_meanwhile_is_not_written_over(desk, order):
    inquiry = Inquiry.objects.get()
    send_to_the_pharmacist(order, answers={inquiry.pk: "I do."}, now=timezone.now())
    response = note(desk, order, "Only at weekends.")
    assert response.status_code == 409
    assert "This order does not wait for an answer any more." in text_of(response)
    inquiry.refresh_from_db()
    assert (inquiry.answer, inquiry.noted_by) == ("I do.", None)


def test_an_order_that_waits_for_its_prescription_takes_no_note_for_it(desk):
    order = a_case(way="later")
    Order.objects.filter(pk=order.pk).update(
        status="needs_information", information_due_at=timezone.now() + DAY
    )
    assert "answered by telephone" not in desk.look(order)
    assert "Nothing was asked: the order waits" in text_of(note(desk, order, "It comes."))
    assert refreshed(order).status == "needs_information"


def test_nobody_notes_the_answers_of_an_own_order(desk, order):
    Order.objects.filter(pk=order.pk).update(user=None, guest_email="PHARMACIST@example.com")
    assert "answered by telephone" not in desk.look(order)
    assert "This is your own order: answer by the link" in text_of(note(desk, order, "No."))
    assert refreshed(order).status == "needs_information"
    Order.objects.filter(pk=order.pk).update(user=a_user(), guest_email="")
    note(desk, order, "No.")
    assert refreshed(order).status == "awaiting_pharmacist"
