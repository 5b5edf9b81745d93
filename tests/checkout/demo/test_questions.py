"""The demo's medicines ask a few things, once, and staff's own questions stay."""

import pytest

from checkout.demo.questions import QUESTIONS, load_demo_questions
from checkout.prescriptions.models import Question
from tests.factories import a_medicine

pytestmark = pytest.mark.django_db


def test_a_demo_medicine_asks_its_questions_once():
    a_medicine("Baclofen", is_demo=True)
    assert load_demo_questions() == len(QUESTIONS["baclofen"])
    assert load_demo_questions() == 0
    telling = Question.objects.values_list("short", "telling")
    assert list(telling) == [("Taken before", "no"), ("Makes drowsy", "yes"), ("Seizure", "yes")]


def test_what_staff_ask_and_medicines_of_their_own_stay_as_they_are():
    own = a_medicine("Baclofen", is_demo=True)
    Question.objects.create(medicine=own, text="Since when?", short="Since", kind="text")
    a_medicine("Ibuprofen")
    assert load_demo_questions() == 0
