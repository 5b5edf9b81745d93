"""Pharmacists edit the questions patients are asked, each about a medicine they name."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext

from checkout.prescriptions.models import Question
from tests.catalog.admin.conftest import staff
from tests.factories import a_medicine
from tests.html_form import HtmlForm

pytestmark = pytest.mark.django_db
QUESTIONS = "/admin/prescriptions/question/"
ADD = f"{QUESTIONS}add/"
TYPED = {
    "medicine": "ibuprofen",
    "text": "Do you have asthma?",
    "short": "Asthma?",
    "kind": "yes_no",
    "telling": "yes",
    "position": "1",
    "is_asked": "on",
}


@pytest.fixture
def pharmacist():
    return staff("Pharmacist")


@pytest.fixture
def ibuprofen():
    return a_medicine("Ibuprofen")


def a_question(medicine):
    return Question.objects.create(medicine=medicine, text="Ever?", short="Ever?")


def opened(client, question):
    page = client.get(f"{QUESTIONS}{question.pk}/change/")
    return HtmlForm(page.content.decode(), "question_form")


def save(client, question, **typed):
    form = opened(client, question)
    return client.post(f"{QUESTIONS}{question.pk}/change/", form.fields | typed)


def test_a_question_is_asked_about_a_medicine_and_only_yes_or_no_is_telling(pharmacist, ibuprofen):
    said = pharmacist.post(ADD, TYPED | {"kind": "text"}).text
    assert "Only a question answered by yes or no has one to look at." in said
    pharmacist.post(ADD, TYPED)
    question = ibuprofen.questions.get()
    assert (question.short, question.telling) == ("Asthma?", "yes")
    assert "Do you have asthma?" in pharmacist.get(QUESTIONS, {"q": "ibu"}).text
    assert pharmacist.post(f"{QUESTIONS}{question.pk}/delete/").status_code == 403


def test_a_name_that_fits_none_or_several_is_refused_at_its_field_and_kept(pharmacist, ibuprofen):
    a_medicine("Ibuprofen gel")
    for typed, words in (
        ("ibu", "Several medicines fit: Ibuprofen, Ibuprofen gel."),
        ("Nothing", "No medicine is called “Nothing”."),
        ("", "Type the name of a medicine."),
    ):
        page = pharmacist.post(ADD, TYPED | {"medicine": typed}).text
        assert words in page
        assert 'aria-describedby="id_medicine_helptext id_medicine_error"' in page
        assert HtmlForm(page, "question_form")["medicine"] == typed
    assert not Question.objects.exists()


def test_a_question_moves_to_another_medicine_and_the_history_says_so(pharmacist, ibuprofen):
    question, naproxen = a_question(ibuprofen), a_medicine("Naproxen")
    assert opened(pharmacist, question)["medicine"] == "Ibuprofen"

    save(pharmacist, question, text="Often?")
    save(pharmacist, question, medicine="napr")

    question.refresh_from_db()
    assert question.medicine == naproxen
    said = [entry.get_change_message() for entry in LogEntry.objects.order_by("pk")]
    assert said == ["Changed Question.", "Changed Medicine."]


def test_a_question_stays_with_its_medicine_where_two_have_one_name(pharmacist, ibuprofen):
    other = a_medicine("Ibuprofen", slug="ibuprofen-2")
    for medicine in (ibuprofen, other):
        question = a_question(medicine)
        save(pharmacist, question, short="Asthma?")
        question.refresh_from_db()
        assert (question.medicine, question.short) == (medicine, "Asthma?")


def test_its_page_costs_the_same_however_many_medicines_there_are(pharmacist, ibuprofen):
    page = f"{QUESTIONS}{a_question(ibuprofen).pk}/change/"

    def cost():
        with CaptureQueriesContext(connection) as asked:
            sizes = [len(pharmacist.get(address).content) for address in (page, ADD)]
            sizes.append(len(pharmacist.post(page, TYPED | {"medicine": "Nothing"}).content))
        return len(asked), sizes

    cost()
    before = cost()
    for number in range(60):
        a_medicine(f"Another {number}")
    assert cost() == before
