"""What a cart asks of its patient, and every reason why it cannot be ordered yet."""

from dataclasses import replace
from datetime import date

import pytest

from catalog.legal_class import LegalClass
from checkout.prescriptions.telling import (
    Answer,
    Asked,
    Prescriber,
    Told,
    answers_to,
    birthday_problem,
    missing,
    needs_of,
)
from tests.checkout.basket.carts import a_cart_of, a_line

DROWSY = Asked(7, 1, "Baclofen", "Do you take opioids?", "Opioids", yes_no=True, telling="yes")
TOLD = Told(
    name="Sam Example",
    born_on=date(1981, 3, 27),
    allergies="none",
    other_medicines="none",
    conditions="none",
    answers=(Answer(7, "Baclofen", "Do you take opioids?", "Opioids", "no"),),
    way="upload",
    files=1,
)
NEEDS_ALL = needs_of(a_cart_of(a_line()), [DROWSY])


def test_a_prescription_only_line_asks_everything():
    assert replace(NEEDS_ALL, patient=True, health=True, prescription=True) == NEEDS_ALL
    assert NEEDS_ALL.asked == (DROWSY,)
    assert missing(NEEDS_ALL, TOLD) == []


def test_a_line_the_pharmacist_agrees_to_asks_no_prescription():
    needs = needs_of(a_cart_of(a_line(legal_class=LegalClass.P)))
    assert (needs.health, needs.prescription) == (True, False)
    assert missing(needs, replace(TOLD, way="none", files=0)) == []


def test_a_minimum_age_asks_who_it_is_and_nothing_more():
    needs = needs_of(a_cart_of(a_line(legal_class=LegalClass.GSL, minimum_age=16)), [DROWSY])
    assert (needs.patient, needs.health, needs.asked) == (True, False, ())
    assert missing(needs, Told(name="Sam", born_on=date(1981, 3, 27))) == []
    assert missing(needs, None) == ["Say who the medicine is for."]


def test_general_sale_asks_nobody():
    assert missing(needs_of(a_cart_of(a_line(legal_class=LegalClass.GSL))), None) == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"name": ""}, "Say who the medicine is for."),
        ({"name": "\u200b"}, "Say who the medicine is for."),
        ({"born_on": None}, "Say who the medicine is for."),
        ({"allergies": ""}, "Tell the pharmacist about allergies, other medicines and conditions."),
        ({"answers": ()}, "Answer the questions about Baclofen."),
        ({"files": 0}, "Upload the prescription, or choose another way to bring it."),
        ({"way": ""}, "Say how the prescription comes to us."),
        ({"way": "none"}, "Say how the prescription comes to us."),
        ({"way": "prescriber"}, "Name your prescriber and a telephone number."),
        ({"way": "again"}, "Choose the prescription to use again."),
    ],
)
def test_each_thing_that_is_missing_is_named(change, reason):
    assert missing(NEEDS_ALL, replace(TOLD, **change)) == [reason]


@pytest.mark.parametrize(
    "change",
    [
        {"way": "later", "files": 0},
        {"way": "again", "uses_again": 3, "files": 0},
        {"way": "prescriber", "prescriber": Prescriber("Dr Hale", "", "555 010 0177")},
    ],
)
def test_each_way_can_be_complete(change):
    assert missing(NEEDS_ALL, replace(TOLD, **change)) == []


def test_an_answer_keeps_the_words_it_was_asked_in_and_whether_it_tells():
    yes, no = (answers_to([DROWSY], {"question_7": given})[0] for given in ("yes", "no"))
    assert (yes.text, yes.short, yes.answer) == ("Do you take opioids?", "Opioids", "yes")
    assert (yes.tells, no.tells) == (True, False)
    assert answers_to([DROWSY], {"question_7": ""}) == ()


def test_a_birthday_is_neither_to_come_nor_of_another_century():
    today = date(2026, 11, 26)
    assert birthday_problem(date(1981, 3, 27), today) == ""
    assert birthday_problem(today, today) == ""
    assert "not in the future" in birthday_problem(date(2026, 11, 27), today)
    assert "more than 120 years ago" in birthday_problem(date(1905, 3, 27), today)
