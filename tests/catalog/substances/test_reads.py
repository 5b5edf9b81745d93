"""The notes on some medicines as the pharmacist's desk asks for them."""

from datetime import date, timedelta

import pytest

from catalog.substances.models import Interaction
from catalog.substances.reads import (
    Earlier,
    Given,
    interactions_among,
    mentioned,
    names_known,
    notes_for_each,
)
from tests.factories import a_medicine, a_substance, an_interaction

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 31)


@pytest.fixture
def baclofen():
    medicine = a_medicine("Baclofen")
    a_substance("baclofen", medicines=[medicine])
    return medicine


@pytest.fixture
def tramadol():
    medicine = a_medicine("Tramadol")
    a_substance("tramadol", medicines=[medicine])
    return medicine


def notes_for(medicine_ids, texts=(), earlier=(), today=TODAY):
    """Of one patient."""
    [notes] = notes_for_each([Given(medicine_ids, texts, earlier)], today=today)
    return notes


def said(notes):
    return [(note.severity, *note.substances) for note in notes]


def test_what_is_seeded_warns_of_baclofen_with_opioids_benzodiazepines_and_alcohol(baclofen):
    notes = notes_for(
        [baclofen.pk], texts=["Codeine 30 mg when needed", "", "Valium, wine in the evening"]
    )
    assert said(notes) == [
        ("serious", "baclofen", "codeine"),
        ("moderate", "alcohol", "baclofen"),
        ("moderate", "baclofen", "diazepam"),
    ]
    assert all(note.source and note.advice and not note.reviewed_by for note in notes)


def test_two_medicines_of_an_order_and_the_same_in_two_dosages(baclofen, tramadol):
    notes = notes_for([baclofen.pk, tramadol.pk, baclofen.pk])
    assert said(notes) == [("serious", "baclofen", "tramadol"), ("moderate", "baclofen")]


def test_the_same_substance_within_90_days(baclofen):
    other = a_medicine("Lioresal")
    a_substance("baclofen", medicines=[other])
    earlier = [
        Earlier(other.pk, "Lioresal 10 mg, 60 pills", TODAY - timedelta(30)),
        Earlier(0, "Left the shop", TODAY),
    ]
    [note] = notes_for([baclofen.pk], earlier=earlier)
    assert "Lioresal 10 mg, 60 pills, ordered on 1 March 2026" in note.advice
    assert notes_for([baclofen.pk], earlier=earlier, today=TODAY + timedelta(61)) == []


def test_what_two_answers_say_is_not_read_as_one():
    known = names_known(["amyl"])
    assert mentioned(["amyl", "nitrite", "poppers"], known) == ["amyl nitrite"]
    assert mentioned(["amyl", "nitrite"], known) == []


def test_a_medicine_whose_substances_nobody_entered_has_no_notes():
    assert notes_for([a_medicine().pk, 0], texts=["wine"]) == []


def test_a_pharmacists_name_comes_with_the_advice(baclofen):
    an_interaction("baclofen", "naproxen", "minor", reviewed_by="Tom Adeyemi")
    [note] = notes_for([baclofen.pk], texts=["Aleve"])
    assert (note.substances, note.reviewed_by) == (("baclofen", "naproxen"), "Tom Adeyemi")


@pytest.mark.parametrize("size", [1, 12])
def test_notes_take_three_queries_whatever_the_size(size, django_assert_num_queries):
    medicines = [a_medicine() for _ in range(size)]
    for number, medicine in enumerate(medicines):
        a_substance(f"substance {number}", medicines=[medicine])
        an_interaction(f"substance {number}", "alcohol")
        an_interaction(f"substance {number}", "opioids")
    earlier = [Earlier(medicine.pk, "Before", TODAY) for medicine in medicines]
    with django_assert_num_queries(3):
        notes = notes_for(
            [medicine.pk for medicine in medicines],
            texts=["wine", "codeine"] * size,
            earlier=earlier,
        )
    assert len(notes) == 3 * size


def test_what_one_patient_takes_is_no_note_of_another(baclofen):
    wine, water = Given([baclofen.pk], ["wine"]), Given([baclofen.pk], ["water"])
    with_wine, with_water = notes_for_each([wine, water], today=TODAY)
    assert [note.substances for note in with_wine] == [("alcohol", "baclofen")]
    assert with_water == []


def test_nothing_is_asked_where_nothing_can_be_found(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert interactions_among(["baclofen", "baclofen"]) == []
        assert names_known(["", " \n"]) == []


def test_every_seeded_pair_waits_for_a_pharmacist():
    assert Interaction.objects.count() == Interaction.objects.to_be_reviewed().count() > 10
