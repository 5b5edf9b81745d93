"""Staff name a medicine by typing: what is taken, what is refused, and what that says."""

import pytest
from django import forms

from catalog.admin.medicine_field import (
    MOST_LINES,
    MOST_NAMED,
    MedicineField,
    MedicineLinesField,
)
from tests.factories import a_dosage, a_medicine, a_pack

pytestmark = pytest.mark.django_db


class OneForm(forms.Form):
    medicine = MedicineField()


class ManyForm(forms.Form):
    medicines = MedicineLinesField()


def taken(typed):
    """The medicine, or what is said instead."""
    form = OneForm({"medicine": typed})
    return form.cleaned_data["medicine"] if form.is_valid() else form.errors["medicine"][0]


def added(typed):
    form = ManyForm({"medicines": typed})
    return form.cleaned_data["medicines"] if form.is_valid() else form.errors["medicines"]


@pytest.fixture
def baclofen():
    return a_medicine("Baclofen", generic_name="baclofen", also_known_as="Lioresal, Kemstro")


@pytest.mark.parametrize("typed", ["Baclofen", "baclofen", " BACLOFEN "])
def test_a_name_is_taken_in_any_case_though_others_have_its_words(baclofen, typed):
    a_medicine("Baclofen retard")
    assert taken(typed) == baclofen


@pytest.mark.parametrize("typed", ["bac", "lofen", "lioresal", 'kemstro "bacl"'])
def test_words_are_enough_where_one_medicine_alone_has_them_all(baclofen, typed):
    a_medicine("Tizanidine")
    assert taken(typed) == baclofen


def test_one_that_is_off_the_site_is_taken_and_a_pack_is_no_medicine(baclofen):
    hidden = a_medicine("Hidden", is_public=False)
    pack = a_pack(a_dosage(baclofen), title="Sixty")
    assert taken("hidd") == hidden
    for typed in ("Sixty", pack.slug):
        assert "No medicine is called" in taken(typed)


@pytest.mark.parametrize("typed", ["Ibuprofen", "bac tiz", '"', "%", "Nothing (baclofen)"])
def test_where_none_fits_that_is_said(baclofen, typed):
    a_medicine("Tizanidine")
    words = f"No medicine is called “{typed}”. Type its name as the list of medicines has it."
    assert taken(typed) == words


def test_nothing_and_what_is_no_text_is_refused():
    assert taken(" ") == "Type the name of a medicine."
    assert "Null characters" in taken("a\0b")
    assert "at most 513 characters" in taken("a" * 600)


def test_where_several_fit_they_are_named():
    for name in ("Ibuprofen gel", "Ibuprofen", "Naproxen"):
        a_medicine(name)
    said = (
        "Several medicines fit: Ibuprofen, Ibuprofen gel. "
        "Type the whole name of one as it stands here."
    )
    assert taken("ibup") == said


def test_of_many_that_fit_eight_are_named():
    for number in range(MOST_NAMED + 1):
        a_medicine(f"Syrup {number}")
    said = taken("syrup")
    assert said.startswith("Many medicines fit, such as Syrup 0, Syrup 1,")
    assert said.endswith("Syrup 7. Type more of the name.")


def test_two_of_one_name_are_told_apart_by_their_addresses(baclofen):
    other = a_medicine("BACLOFEN", slug="baclofen-2")
    said = taken("baclofen")
    assert "Baclofen (baclofen)" in said
    assert "BACLOFEN (baclofen-2)" in said
    assert taken("Baclofen (baclofen)") == baclofen
    assert taken("baclofen (Baclofen-2)") == other
    assert taken("baclofen-2") == other


def test_what_names_a_medicine_now_is_read_as_that_one_again(baclofen):
    def field():
        return OneForm(initial={"medicine": baclofen.pk})["medicine"]

    assert field().value() == "Baclofen"
    a_medicine("Baclofen", slug="baclofen-2")
    assert field().value() == "Baclofen (baclofen)"
    assert taken(field().value()) == baclofen


@pytest.mark.parametrize(
    ("typed", "has_changed"), [("BACLOFEN", False), ("tiz", True), ("x", True), ("", True)]
)
def test_another_medicine_alone_is_a_change(baclofen, typed, has_changed):
    a_medicine("Tizanidine")
    form = OneForm({"medicine": typed}, initial={"medicine": baclofen.pk})
    assert form.has_changed() == has_changed


def test_a_refused_form_keeps_what_was_typed_beside_what_is_wrong():
    page = OneForm({"medicine": "<Ibu>"}).as_div()
    assert 'value="&lt;Ibu&gt;"' in page
    assert 'aria-invalid="true" aria-describedby="id_medicine_helptext id_medicine_error"' in page
    assert 'id="id_medicine_error"' in page
    assert '<label for="id_medicine">Medicine:</label>' in page


def test_many_are_named_one_a_line(baclofen):
    tizanidine = a_medicine("Tizanidine")
    assert added("tiz\r\n\r\n baclofen ") == [tizanidine, baclofen]
    assert added("") == []


def test_each_line_that_names_none_is_told_by_its_number(baclofen):
    a_medicine("Baclofen gel")
    said = added("\nbaclofen\nIbuprofen\nbac")
    assert [line.split(".")[0] for line in said] == [
        "Line 3: No medicine is called “Ibuprofen”",
        "Line 4: Several medicines fit: Baclofen, Baclofen gel",
    ]


def test_so_many_lines_and_no_more(baclofen):
    assert added("baclofen\n\n" * MOST_LINES) == [baclofen] * MOST_LINES
    assert added("baclofen\n" * (MOST_LINES + 1)) == ["Add at most 100 medicines at a time."]
